import {
  addFiles,
  documentState,
  formatPartialDate,
  LumiError,
  parsePartialDate,
  readCorpus,
  removeDocument,
  supersededIds,
  todayIn,
  type CorpusProblem,
  type Document,
} from '../index.ts';
import { commonArgs, configFrom, defineLumiCommand, EXIT, type CommandGroup, type ExitCode } from './command.ts';
import { printJson, printRemark, printResult } from './terminal.ts';

const add = defineLumiCommand({
  summary: 'Add files or folders (Markdown, text, HTML) to the corpus, cleaned of their frame',
  examples: [
    'lumi corpus add pressemitteilung.html',
    'lumi corpus add seiten/*.txt --publisher "Stadt Heidelberg" --date 2024-03-01 --draft',
  ],
  takesMany: true,
  args: {
    path: { type: 'positional', required: true, description: 'Files and folders' },
    publisher: {
      type: 'string',
      description: 'Publisher of all of them; default: what the page says',
      valueHint: 'name',
    },
    url: { type: 'string', description: 'Address of the page; for one file only', valueHint: 'address' },
    date: {
      type: 'string',
      description: 'Publication date (YYYY, YYYY-MM or YYYY-MM-DD); default: what the page says',
      valueHint: 'date',
    },
    language: {
      type: 'string',
      description: 'Language of the text, for example de; default: recognised',
      valueHint: 'code',
    },
    draft: {
      type: 'boolean',
      description: 'Add as drafts, which are not answered from, also what a file states to be live',
      default: false,
    },
    ...commonArgs,
  },
  async run(args) {
    const config = configFrom(args);
    const publishedOn = args.date === undefined ? null : parsePartialDate(args.date);
    if (args.date !== undefined && publishedOn === null) {
      throw new LumiError('usage', `--date must be a date such as 2024, 2024-03 or 2024-03-01, not "${args.date}".`);
    }
    const { outcomes, failures, warnings } = await addFiles(config.corpusDir, args._, {
      bytesMax: config.limits.fileBytesMax,
      status: args.draft ? 'draft' : 'live',
      ...(args.publisher === undefined ? {} : { publisher: args.publisher }),
      ...(args.url === undefined ? {} : { url: args.url }),
      ...(args.language === undefined ? {} : { language: args.language }),
      ...(publishedOn === null ? {} : { publishedOn }),
    });
    if (args.json) printJson({ outcomes, failures, warnings });
    else for (const { id, outcome, title } of outcomes) printResult(`${outcome.padEnd(9)} ${id}  ${title}`);
    for (const { path, message } of warnings) printRemark(`warning: ${path}: ${message}`);
    for (const { path, message } of failures) printRemark(`error: ${path}: ${message}`);
    const counts = (['added', 'updated', 'unchanged'] as const).map(
      (kind) => `${kind} ${outcomes.filter(({ outcome }) => outcome === kind).length}`,
    );
    printRemark([...counts, `failed ${failures.length}`].join(', '));
    if (outcomes.some(({ outcome }) => outcome !== 'unchanged'))
      printRemark('Run "lumi index" to have questions answered from them.');
    return failures.length > 0 ? EXIT.fault : EXIT.ok;
  },
});

const list = defineLumiCommand({
  summary: 'List the documents with their state',
  examples: ['lumi corpus list', 'lumi corpus list --json'],
  args: commonArgs,
  async run(args) {
    const config = configFrom(args);
    const { documents, problems } = await readCorpus(config.corpusDir);
    const today = todayIn(config.city.timeZone);
    const superseded = supersededIds(documents);
    const rows = documents.map((document) => ({
      id: document.id,
      state: documentState(document, { today, superseded }),
      publishedOn: document.publishedOn,
      title: document.title,
    }));
    if (args.json) printJson({ documents: rows });
    else
      for (const row of rows)
        printResult(`${row.state.padEnd(10)} ${(row.publishedOn?.date ?? '–').padEnd(10)} ${row.id}  ${row.title}`);
    return reportProblems(problems);
  },
});

const show = defineLumiCommand({
  summary: 'Show what the bot knows of one document: metadata and canonical text',
  examples: ['lumi corpus show stadt-heidelberg/partnerstaedte-heidelberg'],
  args: {
    id: { type: 'positional', required: true, description: 'Id of the document: publisher/slug' },
    ...commonArgs,
  },
  async run(args) {
    const { documents } = await readCorpus(configFrom(args).corpusDir);
    const document = documents.find(({ id }) => id === args.id);
    if (document === undefined)
      throw new LumiError(
        'document_not_found',
        `There is no document "${args.id}" in the corpus. "lumi corpus list" shows all ids.`,
      );
    if (args.json) printJson(document);
    else printResult(asText(document));
    return EXIT.ok;
  },
});

function asText({ id, title, publisher, publishedOn, dateBasis, status, url, text }: Document): string {
  const date = publishedOn === null ? 'undated' : `${formatPartialDate(publishedOn, 'en')} (${dateBasis ?? 'stated'})`;
  return [title, `${id} · ${publisher} · ${date} · ${status}${url === null ? '' : ` · ${url}`}`, '', text].join('\n');
}

const remove = defineLumiCommand({
  summary: 'Remove a document from the corpus folder',
  examples: ['lumi corpus remove stadt-heidelberg/weinmesse-montpellier'],
  args: {
    id: { type: 'positional', required: true, description: 'Id of the document: publisher/slug' },
    ...commonArgs,
  },
  async run(args) {
    await removeDocument(configFrom(args).corpusDir, args.id);
    if (args.json) printJson({ removed: args.id });
    else printResult(`removed   ${args.id}`);
    printRemark('Run "lumi index" to take it out of the answers.');
    return EXIT.ok;
  },
});

const check = defineLumiCommand({
  summary: 'Check every document of the corpus and name what is wrong',
  examples: ['lumi corpus check'],
  args: commonArgs,
  async run(args) {
    const { documents, problems } = await readCorpus(configFrom(args).corpusDir);
    if (args.json) printJson({ documents: documents.length, problems });
    else
      printResult(
        `${documents.length} documents, ${problems.filter(({ severity }) => severity === 'error').length} errors, ${problems.filter(({ severity }) => severity === 'warning').length} warnings`,
      );
    return reportProblems(problems);
  },
});

/** Names the problems on stderr; errors make the command fail, warnings do not. */
function reportProblems(problems: readonly CorpusProblem[]): ExitCode {
  for (const { path, severity, message } of problems) printRemark(`${severity}: ${path}: ${message}`);
  return problems.some(({ severity }) => severity === 'error') ? EXIT.fault : EXIT.ok;
}

export const corpus: CommandGroup = { summary: 'Keep the documents', commands: { add, list, show, remove, check } };
