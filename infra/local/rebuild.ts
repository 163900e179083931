import { command } from './command.ts';
import { Complaint } from './complaint.ts';
import { runningDemo } from './demo.ts';
import { dataFolder } from './folder.ts';

// Writes all public snapshots and pages anew, as the nightly schedule does.
await command(async () => {
  const { aws, outputs } = await runningDemo(dataFolder(process.env));
  const answer = await fetch(`${aws.lambda}/2015-03-31/functions/${outputs['PublishFunction']}/invocations`, {
    method: 'POST',
    headers: { authorization: 'local' },
    body: JSON.stringify({ rebuild: true }),
  });
  const result = await answer.text();
  if (!answer.ok || answer.headers.has('x-amz-function-error')) throw new Complaint(`The rebuild failed: ${result}`);
  console.log('All public snapshots and pages are written anew.');
});
