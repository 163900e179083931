/**
 * Stands in for the SDK's credential chain in our bundles: Lambda hands a function its role's credentials in the
 * environment, so readers of profiles, single sign-on and metadata services are 130 KB that never run.
 */
export const defaultProvider = () => () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    return Promise.reject(new Error('the environment lacks AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY'));
  }
  return Promise.resolve({
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  });
};
