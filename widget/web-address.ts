/** The address as a link may carry it, or null where it is not one of the web: `javascript:` and its kin are text, never links. */
export function webAddress(address: string | null): string | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/** `mailto:` link of a mail address; header fields cannot be smuggled in. */
export function mailLink(address: string): string {
  return `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}`;
}

/** `tel:` link of a number as people write it. */
export function phoneLink(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`;
}

/** The service's address as the page names it, which may be relative to the page; null where it is none of the web. */
export function serviceAddress(api: string): URL | null {
  if (!URL.canParse(api, document.baseURI)) return null;
  const address = webAddress(new URL(api, document.baseURI).href);
  return address === null ? null : new URL(address);
}
