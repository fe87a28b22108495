import { execFileSync } from 'node:child_process';

/** Compiles the project to `dist/` before the first test, so that child processes run the code under test and never an older build. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
