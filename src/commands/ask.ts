import { createChatbot, formatPartialDate, LOCALES, LumiError, type Answer, type Locale } from '../index.ts';
import { commonArgs, configFrom, defineLumiCommand, EXIT } from './command.ts';
import { printJson, printRemark, printResult } from './terminal.ts';

export const ask = defineLumiCommand({
  summary: 'Ask a question as a citizen would',
  examples: [
    'lumi ask "Wie weit ist es von Heidelberg nach Kumamoto?"',
    'lumi ask --language en "What is DAIZ?" --json',
  ],
  args: {
    question: { type: 'positional', required: true, description: 'The question' },
    language: {
      type: 'enum',
      options: [...LOCALES],
      description: 'Language of replies and notices; default: that of the question',
    },
    ...commonArgs,
  },
  async run(args) {
    const config = configFrom(args);
    if (args.question.length > config.limits.questionCharsMax) {
      throw new LumiError(
        'usage',
        `The question has ${args.question.length} characters; at most ${config.limits.questionCharsMax} are allowed (limits.questionCharsMax).`,
      );
    }
    const chatbot = await createChatbot(config, { report: printRemark });
    try {
      const language: Locale | null = args.language ?? null;
      const answer = await chatbot.answerQuestion({
        question: args.question,
        history: [],
        language,
        plainLanguage: false,
      });
      if (args.json) printJson(answer);
      else printResult(asText(answer));
      return answer.status === 'unavailable' ? EXIT.fault : EXIT.ok;
    } finally {
      await chatbot.close();
    }
  },
});

function asText(answer: Answer): string {
  const lines = [answer.text, ''];
  for (const citation of answer.citations) {
    const date = citation.publishedOn === null ? '' : `, ${formatPartialDate(citation.publishedOn, answer.language)}`;
    lines.push(`[${citation.number}] ${citation.title} (${citation.publisher}${date}) – ${citation.documentId}`);
  }
  for (const notice of answer.notices) lines.push(`! ${notice.text}`);
  for (const suggestion of answer.suggestions) lines.push(`? ${suggestion}`);
  return lines.join('\n').trimEnd();
}
