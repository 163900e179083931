import { expect, test } from 'vitest';
import { Template } from '../../infra/local/assembly.ts';
import { readNames } from '../../infra/local/names.ts';

const resolved = (value: unknown, more: Record<string, unknown> = {}) =>
  readNames(
    Template.parse({
      Parameters: { Stage: { Default: 'local' } },
      Conditions: {
        IsLocal: { 'Fn::Equals': [{ Ref: 'Stage' }, 'local'] },
        IsProd: { 'Fn::Not': [{ Condition: 'IsLocal' }] },
        Both: { 'Fn::And': [{ Condition: 'IsLocal' }, { Condition: 'IsProd' }] },
        Either: { 'Fn::Or': [{ Condition: 'IsLocal' }, { Condition: 'IsProd' }] },
      },
      Mappings: { Size: { local: { memory: 128 } } },
      Resources: {
        Rows: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'rows' } },
        Files: { Type: 'AWS::S3::Bucket' },
        Api: { Type: 'AWS::ApiGatewayV2::Api' },
        Code: { Type: 'AWS::Lambda::Function' },
        Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Code' } } },
        Subject: { Type: 'Test', Properties: { value } },
        ...more,
      },
    }),
  ).all('Test')[0]?.properties;

test.each([
  [{ Ref: 'Stage' }, 'local'],
  [{ Ref: 'Rows' }, 'rows'],
  [{ Ref: 'Files' }, 'files'],
  [{ Ref: 'Version' }, 'arn:aws:lambda:us-east-1:000000000000:function:Code:1'],
  [{ 'Fn::GetAtt': ['Rows', 'Arn'] }, 'arn:aws:dynamodb:us-east-1:000000000000:table/rows'],
  [{ 'Fn::GetAtt': 'Files.RegionalDomainName' }, 'files.s3.us-east-1.amazonaws.com'],
  [
    { 'Fn::Join': ['', [{ Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]] },
    'api.execute-api.us-east-1.amazonaws.com',
  ],
  [
    { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }] }] },
    'api.execute-api.us-east-1.amazonaws.com',
  ],
  [
    { 'Fn::Sub': '${Files}/${Rows.Arn}/${!Literal}' },
    'files/arn:aws:dynamodb:us-east-1:000000000000:table/rows/${Literal}',
  ],
  [{ 'Fn::Sub': ['${own}-${Stage}', { own: { Ref: 'Rows' } }] }, 'rows-local'],
  [{ 'Fn::If': ['IsLocal', 'yes', 'no'] }, 'yes'],
  [{ 'Fn::If': ['IsProd', 'yes', 'no'] }, 'no'],
  [{ 'Fn::If': ['Both', 'yes', 'no'] }, 'no'],
  [{ 'Fn::If': ['Either', 'yes', 'no'] }, 'yes'],
  [{ 'Fn::FindInMap': ['Size', { Ref: 'Stage' }, 'memory'] }, 128],
  [{ 'Fn::Base64': 'a' }, 'YQ=='],
  [
    ['a', { Ref: 'AWS::NoValue' }, 'b'],
    ['a', 'b'],
  ],
])('%j is %j', (value, expected) => {
  expect(resolved(value)).toEqual({ value: expected });
});

test('a property that is AWS::NoValue is left out', () => {
  expect(resolved({ 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] })).toEqual({});
});

test('a policy statement keeps its Condition: only conditions of the template are looked up', () => {
  expect(resolved({ Condition: { StringEquals: { a: 'b' } } })).toEqual({
    value: { Condition: { StringEquals: { a: 'b' } } },
  });
});

test('an intrinsic function that is not known is named', () => {
  expect(() => resolved({ 'Fn::Transform': {} })).toThrow('Fn::Transform');
});

test('a resource whose condition is false is not there', () => {
  const template = Template.parse({
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: { Gone: { Type: 'Test', Condition: 'Never' } },
  });
  expect(readNames(template).all('Test')).toEqual([]);
});
