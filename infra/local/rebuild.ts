import { command } from './command.ts';
import { Complaint } from './complaint.ts';
import { runningDemo } from './demo.ts';
import { dataFolder } from './folder.ts';

// Writes all public snapshots and pages anew, as the nightly schedule does.
await command(async () => {
  const { aws, outputs } = await runningDemo(dataFolder(process.env));
  const rebuild = async (name: string, asked: unknown): Promise<void> => {
    const answer = await fetch(`${aws.lambda}/2015-03-31/functions/${outputs[name]}/invocations`, {
      method: 'POST',
      headers: { authorization: 'local' },
      body: JSON.stringify(asked),
    });
    const result = await answer.text();
    if (!answer.ok || answer.headers.has('x-amz-function-error')) throw new Complaint(`The rebuild failed: ${result}`);
  };
  await rebuild('PublishFunction', { rebuild: true });
  await rebuild('ReportsFunction', { again: true });
  console.log('All public snapshots and pages are written anew; the statements follow, one by one.');
});
