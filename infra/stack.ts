import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import { Data } from './data.ts';
import { Events } from './events.ts';
import { Deadlines } from './deadlines.ts';
import { identity } from './identity.ts';
import { Planning } from './planning.ts';
import { Imports } from './imports.ts';
import { Publish } from './publish.ts';
import { Reminders } from './reminders.ts';
import { Reports } from './reports.ts';
import type { Settings } from './settings.ts';
import { Site } from './site.ts';
import { Status } from './status.ts';

export interface SonataProps extends StackProps {
  readonly settings: Settings;
  readonly release: string;
}

/** All of Sonata, in any account, region and partition: nothing here knows which. */
export class Sonata extends Stack {
  constructor(scope: Construct, id: string, { settings, release, ...props }: SonataProps) {
    super(scope, id, props);
    const data = new Data(this, 'Data');
    const api = new Api(this, 'Api', { build: settings.build, release, data });
    const people = identity(this, settings);
    const site = new Site(this, 'Site', { settings, apiHost: api.host, origins: people.origins });
    const tokens = people.tokens(site.url);
    api.serve(tokens);
    const publish = new Publish(this, 'Publish', { settings, data, site, tokens });
    const reports = new Reports(this, 'Reports', { build: settings.build, data, site });
    const events = new Events(this, 'Events', { build: settings.build, data });
    const workers = {
      reports,
      deadlines: new Deadlines(this, 'Deadlines', { build: settings.build, data }),
      planning: new Planning(this, 'Planning', { build: settings.build, data }),
      reminders: new Reminders(this, 'Reminders', { build: settings.build, data }),
      imports: new Imports(this, 'Imports', { build: settings.build, data }),
    };
    const status = new Status(this, 'Status', { build: settings.build, data, site });
    new Alarms(this, 'Alarms', { api, data, publish, events, workers, status });

    new CfnOutput(this, 'SiteUrl', { value: site.url });
    new CfnOutput(this, 'EdgeDomain', {
      value: site.edge.distributionDomainName,
      description: 'CNAME of an own domain',
    });
    new CfnOutput(this, 'ApiHost', { value: api.host });
    new CfnOutput(this, 'Issuer', { value: tokens.issuer });
    new CfnOutput(this, 'ClientId', { value: tokens.clientId });
    new CfnOutput(this, 'RegistrationToken', {
      value: api.registrationToken.secretArn,
      description: "The secret that holds the issuer's initial access token, with which systems are registered",
    });
    new CfnOutput(this, 'SystemTable', { value: data.system.tableName });
    new CfnOutput(this, 'GridsTable', { value: data.grids.tableName });
    new CfnOutput(this, 'ListsTable', { value: data.lists.tableName });
    new CfnOutput(this, 'FundTable', { value: data.fund.tableName });
    new CfnOutput(this, 'LedgerTable', { value: data.ledger.tableName });
    new CfnOutput(this, 'JournalTable', { value: data.journal.tableName });
    new CfnOutput(this, 'PagesBucket', { value: site.pages.bucketName });
    new CfnOutput(this, 'DataBucket', { value: site.data.bucketName });
    new CfnOutput(this, 'ReportsFunction', {
      value: reports.function.functionName,
      description: 'Invoke with {"period":"2026-10"} to order statements by hand',
    });
    new CfnOutput(this, 'PublishFunction', {
      value: publish.function.functionName,
      description: 'Invoke with {"rebuild":true} to write all public pages anew',
    });
  }
}
