// What Streamlit hands to a component, and what Python sends to each of them, as types. Read by
// the checker alone, no module imports it when it runs.

/**
 * @template Data
 * @typedef {object} Component
 * @property {Data} data
 * @property {HTMLElement} parentElement
 * @property {string} key
 * @property {(name: string, value: unknown) => void} setStateValue
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */

/**
 * @typedef {{ dtype: string, bdata: string }} Packed an array as Plotly reads it, by base64
 * @typedef {Packed | Numbers} Values
 * @typedef {{ readonly [place: number]: number, readonly length: number }} Numbers
 * @typedef {{ x: Numbers, y: Numbers }} Points
 * @typedef {{ terms: string[], weights: Numbers, intercept: number }} Plane z over the drawn plane
 * @typedef {{ left: number, right: number, bottom: number, top: number }} Box
 * @typedef {[number, string][]} ColorScale a share, and "rgba(r, g, b, a)"
 */

/**
 * A trace with a uid moves without a new drawing; the others stand still. What is not named here is
 * for Plotly alone.
 * @typedef {{ color?: string, width?: number }} Edge
 * @typedef {{ color?: string, symbol?: string, size?: number | Values, opacity?: number, line?: Edge, pattern?: Pattern, [more: string]: unknown }} Marker
 * @typedef {{ shape: string, fgcolor: string, size: number, solidity: number, [more: string]: unknown }} Pattern of a bar
 * @typedef {{
 *   type: string,
 *   uid?: string,
 *   x?: Values | Numbers | null[],
 *   y?: Values | Numbers | null[],
 *   x0?: number,
 *   dx?: number,
 *   width?: number,
 *   mode?: string,
 *   name?: string,
 *   line?: Stroke,
 *   marker?: Marker,
 *   cliponaxis?: boolean,
 *   text?: string[],
 *   textposition?: string[],
 *   visible?: boolean | "legendonly",
 *   colorscale?: ColorScale,
 *   meta?: { plane: Plane },
 *   opacity?: number,
 *   [more: string]: unknown,
 * }} Trace
 */

/**
 * @typedef {{ color?: string, width?: number, dash?: string, dashes?: number[], shape?: string }} Stroke
 *   dashes are its pieces and gaps in pixels, where `dash` does not name them
 * @typedef {{ title?: object, [more: string]: unknown }} Axis
 * @typedef {{ height: number, margin?: Record<string, number>, legend?: object, xaxis?: Axis, yaxis?: Axis, [more: string]: unknown }} Layout
 * @typedef {{ data: Trace[], layout: Layout }} Figure
 * @typedef {{ figure: Figure, alternative: string }} Chart
 * @typedef {{ ink: string, paper: string, plotlyjs: string[] }} Source stand-ins for the colours of
 *   the page, and where the drawing library is
 */

/**
 * @typedef {Chart & Source & { caption: string, heading: string, can_pick: boolean }} ChartData
 */

/**
 * @typedef {[string, string]} Words label and help of a figure
 * @typedef {object} Scores of one set of samples, frame by frame
 * @property {ArrayLike<number>} losses none where only the matrix is shown
 * @property {ArrayLike<number>} counts four a frame: the confusion matrix, row by row
 * @typedef {object} ScoreWords
 * @property {[string, string]} classes
 * @property {string} positive
 * @property {Words[]} labels of the line of figures; none where only the matrix is shown
 */

/**
 * @typedef {object} VerdictParts
 * @property {string} label
 * @property {string} caption
 * @property {Scores} scores of one frame
 * @typedef {ScoreWords & VerdictParts} VerdictData
 */

/**
 * @typedef {object} StageParts
 * @property {string} summary
 * @property {string} ending
 * @property {Int32Array} iterations of the frames
 * @property {{ alternative: string, captions: Told }} boundary
 * @property {Figure} boundary_figure
 * @property {Chart & { caption: string, linear_axis: Axis, log_axis: Axis }} loss
 * @property {{ shading: string, line: string, band: string }} uids of what the frames bring to the boundary
 * @property {Record<string, Uint8Array>} mistakes of each trace of points a bit for each, frame by frame
 * @property {{ names: string[], spreads: Float64Array }} columns what the weights belong to, and the
 *   deviation of each
 * @property {Float32Array} others the weights of features that are not drawn, frame by frame
 * @property {[string, string]} class_colors
 * @property {{ terms: string[], parameters: Float64Array }} shading
 * @property {{ lengths: Int32Array, points: Float32Array }} lines
 * @property {Dot[]} dots on the loss curves
 * @property {Box} box
 * @property {Record<string, SplitScores>} splits
 * @property {string} diagonal what the confusion matrix shows, in words
 * @property {News} news
 * @property {RateZones | null} rates a preview does not know them
 * @property {PinsData} [pins] where any run is pinned
 * @property {SketchData} [sketch] where the samples are drawn by hand
 * @property {DrawnData | null} drawn of the run's own samples, where they are drawn by hand
 * @typedef {{ places: Uint16Array, box: Box, problem: string, heard: { count: number, is_dragging: boolean } }} SketchData
 *   the points as Python knows them, and why they cannot be trained on, if they cannot
 * @typedef {{ rows: Record<string, Int32Array>, pulls: Float32Array }} DrawnData which points each
 *   trace has, by its uid, and how much each point pulls
 * @typedef {{ name: string, label: string, line: Points, curve: Points }} Ghost of a
 *   pinned run: its boundary, where the plane is the same, and its training loss
 * @typedef {{ ghosts: Ghost[], titles: string[], columns: string[], rows: string[][] }} PinsData what
 *   is pinned, and a table of the run on screen and of these
 * @typedef {{ uid: string, curve: string, losses: Float64Array }} Dot
 * @typedef {{ texts: string[], places: Uint16Array }} Told texts by their numbers, frame by frame
 * @typedef {Scores & { label: string }} SplitScores
 * @typedef {Source & ScoreWords & StageParts} StageData
 */

/**
 * @typedef {object} Scaled
 * @property {number} low
 * @property {number} high
 * @property {number} step on a logarithmic scale in decades
 * @property {string} scale "linear" or "log"
 * @property {boolean} is_integer
 */

/**
 * @typedef {object} SliderParts
 * @property {string} key among all sliders of the session
 * @property {string} name within its component
 * @property {string} label
 * @property {string} help
 * @property {number} value
 * @property {boolean} is_dragging
 * @property {number} count of the message that this answers
 * @property {{ value: number, label: string }[]} marks
 * @property {string} refusal
 * @property {boolean} is_disabled
 * @property {boolean} has_previews whether it speaks while it is dragged
 * @typedef {Scaled & SliderParts} SliderData
 * @typedef {{ sliders: SliderData[] }} SlidersData
 */

/**
 * @typedef {{ words: string, button: string, change: string }} RemedyParts the button and what it does, where there is one
 * @typedef {{ query: string, line: RemedyParts | null }} RemedyData what is said of the run of a
 *   query; null before it was asked
 */

/**
 * @typedef {{ session: string, answered: number | null }} ConnectionData
 * @typedef {{ path: string, query: string, known: { public: string, network: string } }} TaskLinkData
 * @typedef {{ is_decided: boolean, is_kept: boolean, text: string }} KeeperData
 * @typedef {{ key: string }} NearnessData of the container whose bold words say it
 * @typedef {object} Address
 * @property {string} query of the page
 * @property {string[]} menu the query of each page of the menu
 * @property {string} session the name of the one that answers
 * @property {string} arrival the name of the last
 * @property {string} usual the query of what the page opens with
 * @property {boolean} is_usual whether it shows just that
 * @typedef {object} News
 * @property {Record<string, number>} answered of each slider, by its key: its last message
 * @property {Address} [address] while a thumb is held it stays
 * @property {RateZones | null} [rates] of the learning rate; those that were told last stay without
 * @typedef {{ limits: number[], words: string[] }} RateZones limits that rise, and what is so up to
 *   the first, between them, and above the last
 */

/**
 * @typedef {[number, number, number, number]} FilmAxis low, high, and where both are in the chart,
 *   as shares of its width or height
 * @typedef {{ id: string, alternative: string, x: FilmAxis, y: FilmAxis }} FilmChart
 * @typedef {object} FilmParts
 * @property {{ boundary: FilmChart, loss: FilmChart }} charts
 * @property {Told} captions below the boundary
 * @property {string} loss_caption
 * @property {{ marker: Marker, losses: Float64Array }[]} dots on the loss curves
 * @property {ColorScale} colorscale
 * @property {number} line_width
 * @typedef {"summary" | "ending" | "iterations" | "shading" | "lines" | "box" | "splits"} OfTheStage
 * @typedef {ScoreWords & Pick<StageData, OfTheStage | "diagonal" | "ink"> & FilmParts} FilmData
 */

/**
 * @typedef {{ kind: string, box: Box, size: number, codes: Uint16Array, base: number, reach: number }} TerrainData
 *   heights as codes, of one landscape or of one for each frame
 * @typedef {object} ModelData
 * @property {boolean} is_part of more samples
 * @property {Numbers} columns of the training samples, one sample after another; empty in a preview
 * @property {Numbers} y
 * @property {Numbers} shares of each sample in the mean
 * @property {number} l1
 * @property {number} l2
 * @property {string[]} terms
 * @property {Numbers} scale
 * @property {Numbers} shift
 * @typedef {object} RacerData
 * @property {string} name
 * @property {string} label
 * @property {Int32Array} iterations of the points of its path
 * @property {Float64Array} x
 * @property {Float64Array} y
 * @property {Float64Array} gaps above the lowest
 * @property {number} n_per_step
 * @property {string} since
 * @property {string} gradients
 * @typedef {object} DataPlane
 * @property {boolean} is_curve p over one feature, instead of the plane of two
 * @property {Box} box
 * @property {Float32Array} x of the training samples
 * @property {Float32Array} y the same; over one feature, their labels
 * @property {[string, string]} titles
 * @typedef {object} DescentParts
 * @property {{ count: number, is_dragging: boolean }} heard of the start: the last message
 * @property {boolean} is_preview
 * @property {string} ending
 * @property {string[]} facts
 * @property {string} caption
 * @property {string} alternative
 * @property {Int32Array} iterations of the frames
 * @property {Float64Array} origin where the path starts
 * @property {Float64Array} thetas of the frames
 * @property {string[]} told of each frame
 * @property {string} objective its name
 * @property {TerrainData} landscape
 * @property {string[]} names of the parameters
 * @property {[number, number]} axes the two that are drawn
 * @property {[string, string]} titles
 * @property {number} lowest
 * @property {number} near
 * @property {Float64Array | null} minimum
 * @property {ModelData} model
 * @property {DataPlane} plane
 * @property {RacerData[]} racers the run itself first
 * @property {[string, string]} classes
 * @property {[string, string]} class_colors
 * @property {ColorScale} colorscale
 * @property {ColorScale} terrain_scale
 * @property {News} news
 * @property {RateZones | null} rates a preview does not know them
 * @typedef {DescentParts} DescentData
 */

export {};
