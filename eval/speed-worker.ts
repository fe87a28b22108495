import { readFile } from 'node:fs/promises';
import { ANSWER_STAGES, createChatbot, loadConfig, type Answer, type AnswerStage } from '../src/index.ts';

/** What a process that serves a large index shows: it prints these figures as JSON. Times in milliseconds. */
export interface ServingFigures {
  /** From the start of the process. */
  readonly firstAnswerMs: number;
  readonly answerMs: readonly number[];
  /** Share of the questions that were answered: a refusal takes less time. */
  readonly answeredShare: number;
  readonly stageMs: Readonly<Record<AnswerStage, readonly number[]>>;
  readonly residentMb: number;
}

const questions = JSON.parse(await readFile(process.argv[2]!, 'utf8')) as string[];
const chatbot = await createChatbot(loadConfig());
const stageMs = Object.fromEntries(ANSWER_STAGES.map((stage) => [stage, [] as number[]])) as Record<
  AnswerStage,
  number[]
>;
await ask(questions[0]!);
const firstAnswerMs = performance.now();
for (const question of questions.slice(0, 20)) await ask(question);
for (const times of Object.values(stageMs)) times.length = 0;
const answerMs: number[] = [];
let answered = 0;
for (const question of questions) {
  const from = performance.now();
  const { status } = await ask(question);
  answerMs.push(performance.now() - from);
  if (status === 'answered') answered += 1;
}
globalThis.gc?.();
const residentMb = process.memoryUsage().rss / 2 ** 20;
await chatbot.close();
const answeredShare = answered / questions.length;
process.stdout.write(
  JSON.stringify({ firstAnswerMs, answerMs, answeredShare, stageMs, residentMb } satisfies ServingFigures),
);

async function ask(question: string): Promise<Answer> {
  let stage: AnswerStage | null = null;
  let from = 0;
  const end = () => {
    if (stage !== null) stageMs[stage].push(performance.now() - from);
  };
  const answer = await chatbot.answerQuestion(
    { question, history: [], language: 'de', plainLanguage: false },
    {
      onEvent: (event) => {
        if (event.type !== 'status') return;
        end();
        stage = event.stage;
        from = performance.now();
      },
    },
  );
  end();
  return answer;
}
