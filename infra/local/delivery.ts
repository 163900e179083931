/** A record of a table's stream, as the engine gives it and as Lambda passes it on. */
export interface StreamRecord {
  readonly eventID: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly ApproximateCreationDateTime?: number | undefined };
}

/** How an event source mapping treats what fails. */
export interface DeliverySettings {
  readonly bisect: boolean;
  /** -1 for ever. */
  readonly retries: number;
  /** Seconds, -1 for ever. */
  readonly age: number;
}

export interface Delivery {
  /** Hands a batch to the function; the index of the first record that failed, or undefined when none did. */
  invoke(records: readonly StreamRecord[]): Promise<number | undefined>;
  /** Gives records up, to the failure queue. */
  discard(
    records: readonly StreamRecord[],
    reason: 'RetryAttemptsExhausted' | 'RecordAgeExceeded',
    attempts: number,
  ): Promise<void>;
  /** All records up to this one are dealt with. */
  done(record: StreamRecord): Promise<void>;
  /** Waits before the nth attempt; false when there is to be none, because all is stopping. */
  wait(attempt: number): Promise<boolean>;
  /** Epoch seconds. */
  now(): number;
}

/**
 * Delivers a batch at least once and in order, as a Lambda event source mapping does: what precedes the first failure is
 * done; the rest is tried again, in halves where `bisect` is set, until one record stands alone and its retries are used
 * up; it then goes to the failure queue and the others go on.
 * @returns false when it stopped before the end; the records not done will be delivered again
 */
export async function deliver(
  records: readonly StreamRecord[],
  settings: DeliverySettings,
  to: Delivery,
): Promise<boolean> {
  const pending: { records: readonly StreamRecord[]; attempt: number }[] = [{ records, attempt: 0 }];
  for (let batch = pending.pop(); batch; batch = pending.pop()) {
    const failedAt = await to.invoke(batch.records);
    const good = batch.records.slice(0, failedAt);
    const rest = batch.records.slice(good.length);
    const lastGood = good.at(-1);
    if (lastGood) await to.done(lastGood);
    const last = rest.at(-1);
    if (!last) continue;
    const attempt = batch.attempt + 1;
    const reason = expired(rest, settings, to.now()) ? 'RecordAgeExceeded' : 'RetryAttemptsExhausted';
    if (settings.bisect && rest.length > 1) {
      // A split is no retry: each part is smaller, so it ends.
      const middle = good.length > 0 ? 1 : Math.ceil(rest.length / 2);
      pending.push({ records: rest.slice(middle), attempt: 0 }, { records: rest.slice(0, middle), attempt: 0 });
    } else if (reason === 'RecordAgeExceeded' || (settings.retries >= 0 && attempt > settings.retries)) {
      await to.discard(rest, reason, attempt);
      await to.done(last);
    } else {
      if (!(await to.wait(attempt))) return false;
      pending.push({ records: rest, attempt });
    }
  }
  return true;
}

/** Whether the oldest of them is too old to be tried again. */
function expired(records: readonly StreamRecord[], { age }: DeliverySettings, now: number): boolean {
  const born = records[0]?.dynamodb.ApproximateCreationDateTime;
  return age >= 0 && born !== undefined && now - born > age;
}

/**
 * Where a function's answer says that the batch failed: its batchItemFailures name sequence numbers, and the lowest
 * place counts; an empty or unknown one fails the whole batch.
 */
export function failedAt(records: readonly StreamRecord[], result: unknown): number | undefined {
  const failures =
    (result as { batchItemFailures?: { itemIdentifier?: string }[] | null } | null)?.batchItemFailures ?? [];
  if (failures.length === 0) return undefined;
  const places = failures.map(({ itemIdentifier }) =>
    records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === itemIdentifier),
  );
  return Math.max(0, Math.min(...places));
}
