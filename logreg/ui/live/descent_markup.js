// What stands on the page Descent before any number does, in the order of the keyboard.

import { KEY_LIST } from "./shortcuts.js";
import { playback } from "./stage_markup.js";

export const MARKUP = `
  <ul class="descent-facts"></ul>
  ${playback()}
  <div class="descent-charts">
    <div class="descent-chart">
      <h2 class="live-unseen">The model and its samples</h2>
      <div class="live-chart descent-place descent-plane" role="figure"></div>
      <p class="stage-caption descent-plane-caption"></p>
    </div>
    <div class="descent-chart">
      <h2 class="live-unseen">The landscape and the path</h2>
      <div class="live-chart descent-place descent-landscape" role="figure">
        <button type="button" class="descent-start"><span aria-hidden="true">start</span></button>
      </div>
      <p class="stage-caption descent-caption"></p>
    </div>
  </div>
  <p class="descent-where"><span class="descent-told"></span>
    <button type="button" class="descent-from-here" hidden>Start here</button>
    <button type="button" class="descent-let-go" hidden>Let go</button>
  </p>
  <div class="descent-race">
    <div class="descent-chart">
      <h2 class="live-unseen">The race</h2>
      <div class="stage-splits descent-by" role="group" aria-label="Count by">
        <button type="button" class="descent-by-iterations" aria-pressed="true">Iterations</button>
        <button type="button" class="descent-by-gradients" aria-pressed="false">Gradients looked at</button>
      </div>
      <div class="live-chart descent-place descent-gaps" role="figure"></div>
    </div>
    <table class="descent-table">
      <caption>First within <span class="descent-near"></span> of the lowest, and stays</caption>
      <thead><tr><th scope="col">Optimiser</th><th scope="col">Iteration</th><th scope="col">Gradients</th></tr></thead>
      <tbody></tbody>
    </table>
  </div>
  <p class="stage-spoken live-unseen" role="status"></p>
  ${KEY_LIST}
`;
