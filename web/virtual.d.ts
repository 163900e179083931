declare module 'virtual:reference' {
  const reference: import('./reference.ts').Reference;
  export default reference;
}

declare module '*?worker&url' {
  const url: string;
  export default url;
}

declare module '*?worker' {
  const Made: new () => Worker;
  export default Made;
}
