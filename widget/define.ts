import { LumiChat } from './lumi-chat.ts';

/** The element's registration, and the entry of the bundle. A page that loads the script twice keeps the first. */
if (customElements.get('lumi-chat') === undefined) customElements.define('lumi-chat', LumiChat);

declare global {
  interface HTMLElementTagNameMap {
    'lumi-chat': LumiChat;
  }
}
