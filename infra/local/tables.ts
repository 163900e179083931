import * as z from 'zod';
import { type Call, DYNAMODB, EngineError } from './dynamodb.ts';
import type { Names } from './names.ts';

const KeySchema = z.array(z.unknown());
const Index = z.object({ IndexName: z.string(), KeySchema, Projection: z.unknown() });
const Stream = z.object({ StreamViewType: z.string() });
const TimeToLive = z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() });
const TableProperties = z.object({
  KeySchema,
  AttributeDefinitions: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: Stream.optional(),
  TimeToLiveSpecification: TimeToLive.optional(),
});

const Described = z.object({
  Table: z.object({
    LatestStreamArn: z.string().optional(),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).default([]),
  }),
});

export const tableTypes = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'] as const;

/**
 * Makes the tables of the template that the engine lacks, with their indexes, streams and expiry; rows stay.
 * @returns the names of all tables, and how many of them are new
 */
export async function makeTables(names: Names, call: Call): Promise<{ names: string[]; made: number }> {
  const tables = tableTypes.flatMap((type) => names.all(type));
  let made = 0;
  for (const { id, properties } of tables) {
    const wanted = TableProperties.parse(properties);
    const name = names.ref(id);
    if (!(await describe(call, name))) {
      await create(call, name, wanted);
      made++;
    }
    const found = await describe(call, name);
    await addIndexes(call, name, wanted, new Set(found?.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName)));
    if (found?.LatestStreamArn !== undefined) names.know(id, 'StreamArn', found.LatestStreamArn);
    else if (wanted.StreamSpecification)
      throw new Error(`the engine made no stream for ${name}; \`npm run reset\` starts afresh`);
  }
  return { names: tables.map(({ id }) => names.ref(id)), made };
}

async function describe(call: Call, name: string): Promise<z.output<typeof Described>['Table'] | undefined> {
  try {
    return Described.parse(await call(`${DYNAMODB}.DescribeTable`, { TableName: name })).Table;
  } catch (error) {
    if (error instanceof EngineError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

async function create(call: Call, name: string, wanted: z.output<typeof TableProperties>): Promise<void> {
  await call(`${DYNAMODB}.CreateTable`, {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: wanted.KeySchema,
    AttributeDefinitions: wanted.AttributeDefinitions,
    GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes,
    LocalSecondaryIndexes: wanted.LocalSecondaryIndexes,
    ...(wanted.StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...wanted.StreamSpecification } }),
  });
  if (wanted.TimeToLiveSpecification?.Enabled) {
    await call(`${DYNAMODB}.UpdateTimeToLive`, {
      TableName: name,
      TimeToLiveSpecification: wanted.TimeToLiveSpecification,
    });
  }
}

/** An index that came to the template after the table was made. */
async function addIndexes(call: Call, name: string, wanted: z.output<typeof TableProperties>, present: Set<string>) {
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    if (present.has(index.IndexName)) continue;
    await call(`${DYNAMODB}.UpdateTable`, {
      TableName: name,
      AttributeDefinitions: wanted.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
  }
}
