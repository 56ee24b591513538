import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const mebibyte = 2 ** 20;

/** Whether a volume can be mounted here, which requires root, and in a container the capability. */
export const canMount = process.getuid?.() === 0 && tryToMount();

function tryToMount(): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'clientele-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory], { stdio: 'ignore' });
    execFileSync('umount', [directory], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A separate in-memory volume of a few megabytes that can be filled completely. */
export type SmallVolume = Awaited<ReturnType<typeof openSmallVolume>>;

/** @param owner the owner of its files. */
export async function openSmallVolume(megabytes: number, owner = 0) {
  const root = await mkdtemp(join(tmpdir(), 'clientele-volume-'));
  const options = `size=${megabytes}m,uid=${owner},gid=${owner},mode=0755`;
  await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', root]);
  const [directory, ballast] = [join(root, 'data'), join(root, 'ballast')];
  const free = async () => {
    const { blocks, bavail, bsize } = await statfs(root);
    // Never fills the disk of the machine, even if the mount failed.
    if (blocks * bsize > megabytes * mebibyte) throw new Error(`${root} is not the volume that was mounted.`);
    return bavail * bsize;
  };
  return {
    /** Empty at first, and owned by `owner`. */
    directory: await mkdir(directory, { mode: 0o700 })
      .then(() => run('chown', [`${owner}:${owner}`, directory]))
      .then(() => directory),
    free,
    /** Fills the remaining space. */
    fill: async () => {
      const file = await open(ballast, 'a');
      try {
        for (let left = await free(); left > 0; left = await free()) {
          await file.write(Buffer.alloc(Math.min(left, mebibyte)));
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
    },
    /** Frees the space. */
    relieve: () => rm(ballast, { force: true }),
    remove: async () => {
      await run('umount', ['--lazy', root]);
      await rm(root, { recursive: true, force: true });
    },
  };
}
