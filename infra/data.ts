import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { AttributeType, BillingMode, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { bucket } from './bucket.ts';

const common = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  encryption: TableEncryption.AWS_MANAGED,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

/** The tables: one a pillar, and two whose rows nobody may change: the journal, and the fund's chained ledger; and where files of imports wait. */
export class Data extends Construct {
  readonly grids: Table;
  readonly lists: Table;
  /** The county's other systems: clients, quotas, calls. */
  readonly system: Table;
  readonly fund: Table;
  readonly ledger: Table;
  readonly journal: Table;
  /** Files of imports, put by presigned address: no distribution reaches it, and nothing stays longer than a day. */
  readonly uploads: IBucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const pillar = {
      ...common,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expires',
    };
    this.grids = new Table(this, 'Grids', pillar);
    this.lists = new Table(this, 'Lists', pillar);
    this.fund = new Table(this, 'Fund', pillar);
    this.system = new Table(this, 'System', pillar);
    this.ledger = new Table(this, 'Ledger', { ...common, resourcePolicy: appendOnly() });
    this.journal = new Table(this, 'Journal', { ...common, resourcePolicy: appendOnly() });
    const unlogged = 'Each address is told to a known caller and journalled; a log would keep the addresses.';
    this.uploads = bucket(this, 'Uploads', unlogged, { lifecycleRules: [{ expiration: Duration.days(1) }] });
  }
}

/** Denies what changes or removes a row to everyone in the account, administrators too. */
const appendOnly = () =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PartiQLDelete',
        ],
        resources: ['*'],
      }),
    ],
  });
