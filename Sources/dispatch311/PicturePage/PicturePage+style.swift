extension PicturePage {
    /// Stripes for gaps, a grid for overlaps, dots for what lies beyond, stripes the other way for what moves, and crosses
    /// for what is gained: each tells itself apart without its colour.
    ///
    /// In tenths of pixels, as everything they fill is.
    static let patterns = """
        <svg class="patterns" aria-hidden="true" focusable="false">
        <pattern id="gaps" width="60" height="60" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
        <rect class="gap-tint" width="60" height="60"/><path class="gap-ink" d="M15 0v60"/></pattern>
        <pattern id="overlaps" width="60" height="60" patternUnits="userSpaceOnUse">\
        <rect class="overlap-tint" width="60" height="60"/><path class="overlap-ink" d="M0 30h60M30 0v60"/></pattern>
        <pattern id="beyonds" width="60" height="60" patternUnits="userSpaceOnUse">\
        <rect class="beyond-tint" width="60" height="60"/><circle class="beyond-ink" cx="30" cy="30" r="11"/></pattern>
        <pattern id="moves" width="60" height="60" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">\
        <rect class="move-tint" width="60" height="60"/><path class="move-ink" d="M15 0v60"/></pattern>
        <pattern id="gains" width="60" height="60" patternUnits="userSpaceOnUse">\
        <rect class="gain-tint" width="60" height="60"/><path class="gain-ink" d="M15 30h30M30 15v30"/></pattern>
        </svg>
        """

    /// The style sheet: vermilion, blue and grey of Okabe and Ito's palette, which colour-blind people tell apart.
    static let css = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1b1f;--soft:#55565e;--rule:#d5d5db;--link:#0b4f8a;--sea:#e9eff3;\
        --ground:#fff;--area:#f1ece2;--line:#a89f8d;--gap:#b84700;--gap-tint:#fde3d0;--overlap:#00598c;\
        --overlap-tint:#d3e9f6;--beyond:#6b6b73;--beyond-tint:#ececef;--move:#8a2c6e;--move-tint:#f5dcec;--gain:#006b4c;\
        --gain-tint:#d2efe4;--on-mark:#fff;--good:#1d6b35;--chosen:#fff6c9}
        @media (prefers-color-scheme:dark){:root{--paper:#15161a;--ink:#f0f0f3;--soft:#b4b5bd;--rule:#3a3b42;\
        --link:#8ec7ff;--sea:#10171e;--ground:#1d1f24;--area:#34363c;--line:#767984;--gap:#ff9f5a;--gap-tint:#4d2a12;\
        --overlap:#74c2f5;--overlap-tint:#12374f;--beyond:#b9bac3;--beyond-tint:#3c3d44;--move:#f09fd2;--move-tint:#4a2440;\
        --gain:#5fd6ab;--gain-tint:#12402f;--on-mark:#101114;\
        --good:#7fd79a;--chosen:#4a4310}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:84rem;padding:1rem;background:var(--paper);color:var(--ink);\
        font:1rem/1.5 system-ui,sans-serif}
        h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}h2{font-size:1.3rem;margin:2rem 0 .5rem}h3{font-size:1.1rem}
        p{max-width:45rem;margin:.4rem 0}a{color:var(--link)}header p,footer{color:var(--soft)}
        .verdict{font-size:1.15rem;font-weight:600;border-left:.4rem solid;padding-left:.7rem}
        .good{border-color:var(--good)}.bad{border-color:var(--gap)}.told{border-color:var(--move)}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:1rem 0;font-size:.9rem}
        .facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
        figure{margin:1rem 0}figcaption{font-size:.9rem;color:var(--soft);margin-top:.3rem}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:0;padding:0;color:var(--ink)}
        .picture{display:block;width:100%;height:auto;border:1px solid var(--rule)}
        .beside{display:grid;grid-template-columns:minmax(0,1fr);gap:0 2rem;align-items:start}
        @media (min-width:62rem){.beside{grid-template-columns:minmax(0,5fr) minmax(0,3fr)}}
        summary{cursor:pointer;font-weight:600;padding:.5rem 0}
        .swatch{width:1.5em;height:1em;vertical-align:-.1em;margin-right:.4em}
        .patterns{position:absolute;width:0;height:0}
        .wide{overflow-x:auto}.wide:focus-visible{outline:2px solid var(--link)}table{border-collapse:collapse;font-size:.9rem;width:100%}
        caption{text-align:left;font-weight:600;padding:.4rem 0}
        th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--rule)}
        thead th,.findings td:nth-child(n+2):nth-child(-n+6),.number{white-space:nowrap}
        .largest th,.largest td{padding:.2rem .6rem .2rem 0}
        .findings td:nth-child(n+3):nth-child(-n+5),.number{font-variant-numeric:tabular-nums}
        tr:target,figure:target{background:var(--chosen)}
        .insets{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:0 1.5rem}
        .sea{fill:var(--sea)}.ground{fill:var(--ground);stroke:var(--line);stroke-width:8;fill-rule:evenodd}
        .area{fill:var(--area);stroke:var(--line);stroke-width:8;stroke-linejoin:round;fill-rule:evenodd}
        .gap,.overlap,.beyond,.move,.gain{stroke-width:14;stroke-linejoin:round;fill-rule:evenodd}
        .gap{fill:url(#gaps);stroke:var(--gap)}.gap-tint{fill:var(--gap-tint)}
        .gap-ink{stroke:var(--gap);stroke-width:18}
        .overlap{fill:url(#overlaps);stroke:var(--overlap)}.overlap-tint{fill:var(--overlap-tint)}
        .overlap-ink{stroke:var(--overlap);stroke-width:10}
        .beyond{fill:url(#beyonds);stroke:var(--beyond);stroke-width:7}.beyond-tint{fill:var(--beyond-tint)}
        .beyond-ink{fill:var(--beyond)}
        .move{fill:url(#moves);stroke:var(--move)}.move-tint{fill:var(--move-tint)}
        .move-ink{stroke:var(--move);stroke-width:14}
        .gain{fill:url(#gains);stroke:var(--gain)}.gain-tint{fill:var(--gain-tint)}
        .gain-ink{stroke:var(--gain);stroke-width:10}
        .former{fill:none;stroke:var(--ink);stroke-width:16;stroke-dasharray:60 40}
        .gap-mark{fill:var(--gap)}.overlap-mark{fill:var(--overlap)}.beyond-mark{fill:var(--beyond)}\
        .move-mark{fill:var(--move)}.gain-mark{fill:var(--gain)}
        .mark path,.dot{stroke:var(--paper);stroke-width:2}.dot{r:3.5px;stroke-width:1}
        .picture text{font:600 11px system-ui,sans-serif;fill:var(--ink);stroke:var(--area);stroke-width:3px;\
        stroke-linejoin:round;paint-order:stroke;text-anchor:middle;pointer-events:none}
        .picture .mark text{font-size:13px;fill:var(--on-mark);stroke:none}
        .picture .measure{font-weight:400;text-anchor:start;stroke:none}
        .rule{fill:none;stroke:var(--ink);stroke-width:1.5}.plate{fill:var(--sea);opacity:.85}
        .subject{stroke-width:26}.other{opacity:.45}
        .mark:focus-visible path,.mark:hover path,.mark:target path{stroke:var(--ink);stroke-width:3}
        @media (max-width:40rem){.map .mark g path,.map .mark g text{scale:1.7}.map .close g path{scale:.6}.map .close g text{display:none}\
        .map .picture>text{font-size:22px}\
        .map .picture>text:not(.measure){display:none}.map .picture>.measure{font-size:17px}.dot{r:6px}}
        @media (max-width:24rem){.largest .swatch{display:none}}
        @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--sea:#fff}\
        *{print-color-adjust:exact}section{break-before:page}section:first-of-type,.contents+section{break-before:auto}\
        figure,tr{break-inside:avoid}.wide{overflow:visible}}
        """
}
