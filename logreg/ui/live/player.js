// Where the film stands, and whether it runs. Knows nothing of charts.

const FRAMES_PER_SECOND = 45;

export class Player {
  constructor(show) {
    this.show = show; // called with (frame, isPlaying) whenever either changes
    this.frame = 0;
    this.nFrames = 1;
    this.share = 1; // of the way where the film stands, kept while a preview has one frame alone
    this.speed = 1;
    this.isPlaying = false;
  }

  // A new film stands near the share of the way where the last one stood. A preview has no other
  // place than its one frame, and leaves that share as it is.
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
    cancelAnimationFrame(this.request);
    this.request = requestAnimationFrame((time) => this.tick(time));
  }

  pause() {
    this.stop();
    this.show(this.frame, false);
  }

  stop() {
    this.isPlaying = false;
    cancelAnimationFrame(this.request);
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  go(frame) {
    if (this.nFrames === 1) return;
    this.stop();
    this.frame = Math.min(Math.max(frame, 0), this.nFrames - 1);
    this.show(this.frame, false);
  }

  tick(time) {
    if (!this.isPlaying) return;
    // A tab that was hidden goes on where it stood, without a jump.
    const seconds = Math.min((time - (this.lastTime ?? time)) / 1000, 0.1);
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
    this.askForTick();
  }
}
