/** The version of this app, from package.json. */
import { version as number } from '../../../package.json';

export const version: string = number;
