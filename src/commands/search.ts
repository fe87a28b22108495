import { createChatbot, sharesOf, type Passage } from '../index.ts';
import { commonArgs, configFrom, defineLumiCommand, EXIT, wholeNumber } from './command.ts';
import { printJson, printRemark, printResult } from './terminal.ts';

export const search = defineLumiCommand({
  summary: 'Show the passages for a question with their scores, without answering it',
  examples: ['lumi search "Partnerstadt in Japan"', 'lumi search "Start-ups" --limit 3 --explain'],
  args: {
    question: { type: 'positional', required: true, description: 'Words or a question' },
    limit: { type: 'string', description: 'Number of passages, 1 to 100', default: '10', valueHint: 'n' },
    explain: {
      type: 'boolean',
      description: 'Show other wordings searched for, and what the score is made of',
      default: false,
    },
    ...commonArgs,
  },
  async run(args) {
    const limit = wholeNumber('limit', args.limit, 1, 100);
    const chatbot = await createChatbot(configFrom(args), { report: printRemark });
    try {
      const passages = await chatbot.retrieve(args.question, { limit });
      const wordings = args.explain ? chatbot.wordingsOf(args.question) : [];
      if (args.json) {
        const rows = passages.map((passage) => asRow(passage, args.explain));
        printJson({ passages: rows, ...(args.explain && { wordings }) });
        return EXIT.ok;
      }
      for (const { said, others } of wordings) printResult(`${said}: also ${others.join(', ')}`);
      if (wordings.length > 0) printResult('');
      for (const passage of passages) printResult(asText(passage, args.explain));
      return EXIT.ok;
    } finally {
      await chatbot.close();
    }
  },
});

function asRow({ document, chunk, text, score, explain }: Passage, withComponents: boolean) {
  const { id: documentId, title, publishedOn, url } = document;
  return {
    documentId,
    title,
    publishedOn,
    url,
    heading: chunk.headingPath.join(' › '),
    text,
    score,
    ...(withComponents ? { explain } : {}),
  };
}

function asText({ document, chunk, text, score, explain }: Passage, withComponents: boolean): string {
  const shares = sharesOf(explain);
  const components = Object.entries(explain).map(
    ([name, value]) => `${name} ${value.toFixed(3)} (${Math.round(100 * (shares[name] ?? 0))} %)`,
  );
  const heading = [document.title, ...chunk.headingPath].join(' › ');
  return [
    `${score.toFixed(3)}  ${heading}  (${document.id})`,
    ...(withComponents ? [`       ${components.join(' · ')}`] : []),
    text,
    '',
  ].join('\n');
}
