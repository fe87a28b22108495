/** Style sheets become text in the bundle, without their white space. */
declare module '*.css' {
  const text: string;
  export default text;
}
