// What stands on the stage before any number does.

export const MARKUP = `
  <p class="stage-summary" aria-live="polite"></p>
  <div class="stage-scores">
    <div class="stage-splits" role="group" aria-label="Scores on"></div>
    <dl class="stage-figures">
      <div class="stage-figure" title="Mean of −log P(true class): 0 is perfect."><dt>Log loss</dt><dd></dd></div>
      <div class="stage-figure" title="The share classified correctly."><dt>Accuracy</dt><dd></dd></div>
      <div class="stage-figure" title="Of the points predicted as the second, blue class, the share that is."><dt>Precision</dt><dd></dd></div>
      <div class="stage-figure" title="Of the points of the second, blue class, the share that was found."><dt>Recall</dt><dd></dd></div>
    </dl>
  </div>
  <div class="stage-charts">
    <div class="stage-boundary">
      <div class="live-chart" role="figure"></div>
      <p class="stage-caption"></p>
    </div>
    <div class="stage-loss">
      <label class="stage-switch">
        <input type="checkbox" role="switch" class="stage-log" /> Logarithmic loss axis
      </label>
      <div class="live-chart" role="figure"></div>
      <p class="stage-caption"></p>
    </div>
    <div class="stage-confusion">
      <table aria-label="Confusion matrix">
        <thead>
          <tr><td></td><th colspan="2" class="stage-axis">predicted class</th></tr>
          <tr><td></td><th scope="col" class="stage-class-0"></th><th scope="col" class="stage-class-1"></th></tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" class="stage-class-0"></th>
            <td class="stage-cell predicted-0"><b></b><span></span></td>
            <td class="stage-cell predicted-1"><b></b><span></span></td>
          </tr>
          <tr>
            <th scope="row" class="stage-class-1"></th>
            <td class="stage-cell predicted-0"><b></b><span></span></td>
            <td class="stage-cell predicted-1"><b></b><span></span></td>
          </tr>
        </tbody>
      </table>
      <p class="stage-caption"><span class="stage-split-name"></span>: rows are the true classes, right answers lie on the diagonal.</p>
    </div>
  </div>
  <div class="stage-playback" role="group" aria-label="Playback">
    <button type="button" class="stage-rewind" aria-label="Rewind"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 3h2v10H3zM13 3v10L5.5 8z" /></svg></button>
    <button type="button" class="stage-back" aria-label="Step back"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M11 3v10L4 8zM12 3h1.6v10H12z" /></svg></button>
    <button type="button" class="stage-play" aria-label="Play"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5v11L13.5 8z" /></svg></button>
    <button type="button" class="stage-forward" aria-label="Step forward"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5 3v10l7-5zM2.4 3H4v10H2.4z" /></svg></button>
    <input type="range" class="stage-scrubber" aria-label="Iteration" min="0" max="0" step="1" />
    <output class="stage-iteration"></output>
    <button type="button" class="stage-speed" aria-label="Speed">1×</button>
  </div>
`;
