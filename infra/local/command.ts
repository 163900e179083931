import { Complaint } from './complaint.ts';

/** Runs a command: what the person can mend is one sentence, and both ways of failing end with code 1. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Complaint ? error.message : error);
    process.exit(1);
  }
}
