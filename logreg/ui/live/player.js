// Where the film stands, and whether it runs. Knows nothing of charts.

const FRAMES_PER_SECOND = 45;

export class Player {
  constructor(show) {
    this.show = show; // called with (frame, isPlaying) whenever either changes
    this.frame = 0;
    this.nFrames = 1;
    this.speed = 1;
    this.isPlaying = false;
  }

  // A new film: stay at its end, or else near the share of the way where the last one stood.
  load(nFrames) {
    const share = this.isAtEnd() ? 1 : this.frame / (this.nFrames - 1);
    this.nFrames = nFrames;
    this.frame = Math.round(share * (nFrames - 1));
    if (nFrames === 1) this.isPlaying = false;
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
    requestAnimationFrame((time) => this.tick(time));
  }

  pause() {
    this.isPlaying = false;
    this.show(this.frame, false);
  }

  toggle() {
    if (this.isPlaying) this.pause();
    else this.play();
  }

  go(frame) {
    this.isPlaying = false;
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
    requestAnimationFrame((next) => this.tick(next));
  }
}
