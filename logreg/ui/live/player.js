// Where the film stands, and whether it runs. Knows nothing of charts.

/** @import { Life } from "./instance.js" */

const FRAMES_PER_SECOND = 45;
// A tab that was hidden goes on where it stood, without a jump.
const LONGEST_STEP_SECONDS = 0.1;

export class Player {
  frame = 0;
  nFrames = 1;
  share = 1; // of the way where the film stands, kept while a preview has one frame alone
  speed = 1;
  isPlaying = false;
  position = 0;
  /** @type {number | null} */
  lastTime = null;
  stopTick = () => {};

  /**
   * @param {Pick<Life, "nextFrame">} life
   * @param {(frame: number, isPlaying: boolean) => void} show called whenever either changes
   */
  constructor(life, show) {
    this.life = life;
    this.show = show;
  }

  /**
   * A new film stands near the share of the way where the last one stood. A preview has no other
   * place than its one frame, and leaves that share as it is.
   * @param {number} nFrames
   */
  load(nFrames) {
    if (this.nFrames > 1) this.share = this.frame / (this.nFrames - 1);
    this.nFrames = nFrames;
    this.frame = Math.round(this.share * (nFrames - 1));
    this.position = this.frame;
    if (nFrames === 1) this.stop();
    this.show(this.frame, this.isPlaying);
  }

  isAtEnd() {
    return this.frame >= this.nFrames - 1;
  }

  play() {
    if (this.isPlaying || this.nFrames === 1) return;
    if (this.isAtEnd()) this.frame = 0;
    this.isPlaying = true;
    this.position = this.frame;
    this.lastTime = null;
    this.show(this.frame, true);
    this.askForTick();
  }

  // One at a time, however fast somebody pauses and plays.
  askForTick() {
    this.stopTick();
    this.stopTick = this.life.nextFrame((time) => this.tick(time));
  }

  pause() {
    this.stop();
    this.show(this.frame, false);
  }

  stop() {
    this.isPlaying = false;
    this.stopTick();
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  /** @param {number} frame */
  go(frame) {
    if (this.nFrames === 1) return;
    this.stop();
    this.frame = Math.min(Math.max(frame, 0), this.nFrames - 1);
    this.show(this.frame, false);
  }

  /** @param {number} time in milliseconds */
  tick(time) {
    if (!this.isPlaying) return;
    const seconds = Math.min((time - (this.lastTime ?? time)) / 1000, LONGEST_STEP_SECONDS);
    this.lastTime = time;
    this.position = Math.min(
      this.position + seconds * FRAMES_PER_SECOND * this.speed,
      this.nFrames - 1,
    );
    const frame = Math.floor(this.position);
    if (frame !== this.frame) {
      this.frame = frame;
      if (this.isAtEnd()) this.isPlaying = false;
      this.show(frame, this.isPlaying);
    }
    if (this.isPlaying) this.askForTick();
  }
}
