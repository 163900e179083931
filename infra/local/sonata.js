// Plain JavaScript that any Node reads: an older one could only fail at the first type in the files it would load next.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Sonata needs Node 24 and this is Node ${process.versions.node}: run \`npm ci\` once, then \`npm start\`, which brings its own.`,
  );
  process.exit(1);
}
const command = process.argv[2];
import(`./${command}.ts`).catch((error) => {
  const missing = error.code === 'ERR_MODULE_NOT_FOUND' && /Cannot find package/.test(error.message);
  console.error(missing ? `${error.message.split(' imported')[0]}: run \`npm ci\` first.` : error);
  process.exit(1);
});
