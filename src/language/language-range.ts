/** Whether a language tag falls under a language: `de-AT` is German. Basic filtering of RFC 4647, section 3.3.1, without regard to case. */
export function isInLanguage(tag: string, language: string): boolean {
  return `${tag.toLowerCase()}-`.startsWith(`${language.toLowerCase()}-`);
}
