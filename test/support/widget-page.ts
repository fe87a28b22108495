import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page, Request } from 'playwright-core';
import type { Chatbot } from '../../src/chatbot.ts';
import { disclaimers } from '../../src/answer/notices.ts';
import type { Config } from '../../src/config.ts';
import { startServer } from '../../src/http/server.ts';
import type { Answer, AnswerEvent, ChatbotInfo } from '../../src/types.ts';
import { launchChromium } from './chromium.ts';
import { cityPage, startCityServer, strictPolicy, type CityPage, type CityServer } from './city-page.ts';
import { sampleAnswer, tellAnswer, type Script } from './scripted-chatbot.ts';
import { createTestApp, type TestApp } from './test-app.ts';

/** A browser, a city's web server and a Lumi server that answers what a test scripts, each of them another origin. */
export interface WidgetBench {
  readonly browser: Browser;
  readonly city: CityServer;
  /** Origin of the Lumi server. */
  readonly lumi: string;
  readonly app: TestApp;
  /** How questions are answered from now on. */
  answerWith(answer: Chatbot['answerQuestion'] | Answer): void;
  /** Opens the city's page in a fresh profile and waits until the chat has heard from Lumi, or has given up. */
  visit(options?: VisitOptions): Promise<Visit>;
  /** Closes all visits and goes back to the usual answer. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

export interface BenchOptions extends Omit<Script, 'answer'> {
  /** Whether Lumi lets scripts of the city's page ask; true unless a test wants otherwise. */
  readonly isAllowed?: boolean;
}

export interface VisitOptions extends Omit<CityPage, 'lumi'> {
  readonly width?: number;
  readonly height?: number;
  /** `strict` unless a test wants a page that forbids nothing. */
  readonly policy?: 'strict' | 'none';
  readonly context?: BrowserContextOptions;
  /** A page of Lumi's own in place of the city's, by its path. */
  readonly path?: string;
  /** Runs before the page does. */
  readonly before?: (page: Page) => Promise<unknown>;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The element. */
  readonly host: Locator;
  readonly requests: readonly Request[];
  /** Errors on the console, unhandled errors, breaches of the page's policy. */
  readonly complaints: () => Promise<readonly string[]>;
  /** What the live regions said, in order. */
  readonly announced: () => Promise<readonly string[]>;
  readonly part: (name: string) => Locator;
  /** The finished answers. */
  readonly answers: Locator;
  readonly open: () => Promise<void>;
  /** Types a question, sends it, and waits until it has been answered or refused. */
  readonly ask: (question: string) => Promise<void>;
  /** Types a question and sends it. */
  readonly send: (question: string) => Promise<void>;
  readonly waitForState: (state: 'loading' | 'ready' | 'waiting' | 'answering' | 'error') => Promise<void>;
  /** Evaluates JavaScript in the page, an expression in which `root` is the element's shadow root and `part(name)` its first part of that name. */
  readonly inside: <T>(expression: string) => Promise<T>;
  /** The innermost element with the focus, as a selector would name it: its `part`, or its id. */
  readonly focused: () => Promise<string | null>;
}

const CONFIG = {
  persona: { name: 'Lumi', address: 'Sie' as const },
  city: { name: 'Musterstadt', timeZone: 'Europe/Berlin' },
  contact: { email: 'post@musterstadt.example', phone: '115', url: 'https://www.musterstadt.example/kontakt' },
  links: {
    privacy: 'https://www.musterstadt.example/datenschutz',
    accessibility: 'https://www.musterstadt.example/barrierefreiheit',
    imprint: 'https://www.musterstadt.example/impressum',
  },
  greeting: { de: 'Guten Tag, was möchten Sie wissen?', en: 'Good day, what would you like to know?' },
  examples: { de: ['Wie weit ist es nach Kumamoto?', 'Wann öffnet das Freibad?'], en: ['How far is Kumamoto?'] },
} satisfies Partial<Config>;

/** Starts all three. `script` changes what Lumi says of itself and how ready it is. */
export async function startBench({ isAllowed = true, ...script }: BenchOptions = {}): Promise<WidgetBench> {
  const city = await startCityServer();
  let answer: Chatbot['answerQuestion'];
  const usual: Chatbot['answerQuestion'] = (_, options = {}) => tellAnswer(sampleAnswer(), options);
  answer = usual;
  const app = createTestApp({
    ...script,
    config: { ...CONFIG, allowedOrigins: isAllowed ? [city.address] : [], ...script.config },
    info: { disclaimers: cityDisclaimers(), ...script.info },
    answer: (request, options) => answer(request, options),
  });
  const server = await startServer({ app: app.app, host: '127.0.0.1', port: 0, drainTimeoutMs: 100 });
  const lumi = server.address;
  const browser = await launchChromium();
  return {
    browser,
    city,
    lumi,
    app,
    answerWith(next) {
      answer = typeof next === 'function' ? next : (_, options = {}) => tellAnswer(next, options);
    },
    visit: ({ policy = 'strict', width = 1280, height = 800, context: contextOptions, before, path, ...page } = {}) =>
      openVisit(
        browser,
        path === undefined
          ? city.publish(cityPage({ lumi, ...page }), policy === 'strict' ? strictPolicy(lumi) : null)
          : lumi + path,
        {
          before,
          context: { viewport: { width, height }, locale: 'de-DE', reducedMotion: 'reduce', ...contextOptions },
        },
      ),
    async leave() {
      answer = usual;
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async stop() {
      await browser.close();
      await Promise.all([server.stop(), city.stop()]);
    },
  };
}

/** An answer that goes on only when a test lets it. */
export interface HeldAnswer {
  readonly answer: Chatbot['answerQuestion'];
  /** Lets this many more events pass; the last one is the whole answer. */
  pass(count: number): void;
  finish(): void;
  /** Whether the server gave the answer up because nobody waits for it. */
  readonly isAborted: () => boolean;
}

export function holdAnswer(answer: Answer): HeldAnswer {
  let allowed = 0;
  let isAborted = false;
  let wake = (): void => undefined;
  const turn = async (signal: AbortSignal | undefined) => {
    while (allowed === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        signal?.addEventListener('abort', () => {
          isAborted = true;
          resolve();
        });
      });
      signal?.throwIfAborted();
    }
    allowed -= 1;
  };
  const pass = (count: number) => {
    allowed += count;
    wake();
  };
  return {
    pass,
    finish: () => {
      pass(Infinity);
    },
    isAborted: () => isAborted,
    answer: async (_, { onEvent, signal } = {}) => {
      const events: AnswerEvent[] = [];
      await tellAnswer(answer, { onEvent: (event) => void events.push(event) });
      for (const event of events) {
        await turn(signal);
        await onEvent?.(event);
      }
      await turn(signal);
      return answer;
    },
  };
}

/** Sentences of the given number with one citation each, as a long answer has them. */
export function longAnswer(sentences: number): Answer {
  return sampleAnswer({
    sentences: Array.from({ length: sentences }, (_, at) => ({
      text: `Satz ${at + 1}: Rund 9.200 Kilometer trennen die Städte, und die Reise dauerte einen Tag.`,
      citations: [1],
      language: 'de',
    })),
  });
}

async function openVisit(
  browser: Browser,
  address: string,
  { before, context: options }: { before: VisitOptions['before']; context: BrowserContextOptions },
): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const requests: Request[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(WATCH);
  await before?.(page);
  await page.goto(address);
  const host = page.locator('lumi-chat');
  await page.locator('lumi-chat:is([data-state=ready], [data-state=error])').waitFor({ state: 'attached' });

  const part = (name: string) => host.locator(`[part~="${name}"]`);
  const answers = host.locator('article.answer:not([data-status=arriving])');
  const send = async (question: string) => {
    await part('field').fill(question);
    await part('field').press('Enter');
  };
  return {
    page,
    context,
    host,
    requests,
    complaints: async () => [...complaints, ...(await page.evaluate<string[]>('window.violations'))],
    announced: () => page.evaluate<string[]>('window.announced'),
    part,
    answers,
    async open() {
      await part('launcher').click();
      await part('field').waitFor();
    },
    send,
    async ask(question) {
      const count = await answers.count();
      await send(question);
      await answers.nth(count).waitFor();
      await page.locator('lumi-chat:is([data-state=ready], [data-state=error])').waitFor({ state: 'attached' });
    },
    waitForState: (state) => page.locator(`lumi-chat[data-state=${state}]`).waitFor({ state: 'attached' }),
    inside: <T>(expression: string) =>
      page.evaluate<T>(`(() => {
        const root = document.querySelector('lumi-chat').shadowRoot;
        const part = (name) => root.querySelector('[part="' + name + '"]');
        return ${expression};
      })()`),
    focused: () =>
      page.evaluate<string | null>(`(() => {
        let node = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return node?.getAttribute('part') || node?.id || null;
      })()`),
  };
}

/** Notes what live regions come to say and what the policy stopped; a region that is put into the page with its text counts, too. */
const WATCH = `
window.violations = [];
window.announced = [];
document.addEventListener('securitypolicyviolation', (event) => {
  window.violations.push(event.violatedDirective + ' ' + event.blockedURI);
});
const LIVE = '[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])';
const attachShadow = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) {
  const root = attachShadow.call(this, init);
  new MutationObserver((records) => {
    const regions = new Set();
    for (const { target, addedNodes } of records) {
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (region) regions.add(region);
      for (const node of addedNodes) {
        if (node.nodeType === Node.ELEMENT_NODE && node.matches(LIVE)) regions.add(node);
      }
    }
    for (const region of regions) {
      const text = region.textContent.trim();
      if (text !== '') window.announced.push(text);
    }
  }).observe(root, { subtree: true, childList: true, characterData: true });
  return root;
};
`;

function cityDisclaimers(): ChatbotInfo['disclaimers'] {
  const { persona, city, contact, links } = CONFIG;
  const context = {
    persona: persona.name,
    address: persona.address,
    city: city.name,
    email: contact.email,
    phone: contact.phone,
    writer: 'none' as const,
  };
  return { de: disclaimers('de', context, links.privacy), en: disclaimers('en', context, links.privacy) };
}
