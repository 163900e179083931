import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';

/** A changed record, as its table's stream tells it. */
export interface StreamChange {
  readonly pk: string;
  readonly sk: string;
  /** Undefined when the record was removed. */
  readonly image: Readonly<Record<string, unknown>> | undefined;
  /** Names this change among those of all tables, whenever and however often it is delivered. */
  readonly name: string;
}

export function changeOf({ dynamodb, eventSourceARN = '' }: DynamoDBRecord): StreamChange {
  const table = /table\/([^/]+)\//.exec(eventSourceARN)?.[1] ?? '';
  return {
    pk: dynamodb?.Keys?.['pk']?.S ?? '',
    sk: dynamodb?.Keys?.['sk']?.S ?? '',
    image: dynamodb?.NewImage && unmarshall(dynamodb.NewImage as Record<string, AttributeValue>),
    name: `${table}#${dynamodb?.SequenceNumber ?? ''}`,
  };
}
