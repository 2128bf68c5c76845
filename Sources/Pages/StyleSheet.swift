/// The look of the answer page: one column, large type, the buttons where the thumb is.
package enum StyleSheet {
    package static let path = "/a.css"

    /// Where it lies as seen from an answer page, so that it is found under whatever path a proxy puts the pages.
    ///
    /// With a mark of the content: a browser keeps it and still sees a new one.
    static let reference: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return ".." + path + "?v=" + String(hash, radix: 36)
    }()

    package static let text = colours + frame + state + details + buttons

    private static let colours = """
        :root{color-scheme:light dark;--paper:#f6f5f2;--card:#fff;--ink:#1b1c1e;--soft:#55595f;--line:#d9d7d1;
        --act:#0b5c43;--act-ink:#fff;--warn:#8a1c12;--warn-paper:#fbeae7;--good-paper:#e4f1ea;--calm-paper:#ecebe7}
        @media (prefers-color-scheme:dark){:root{--paper:#131416;--card:#1d1f22;--ink:#f0efec;--soft:#a9adb3;
        --line:#35383d;--act:#7fd6b4;--act-ink:#06281c;--warn:#ffb4a8;--warn-paper:#3b1a16;--good-paper:#173328;
        --calm-paper:#26282c}}

        """

    private static let frame = """
        *{box-sizing:border-box}
        html{font-size:18px;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);line-height:1.45;overflow-wrap:anywhere;
        font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        :lang(zh-Hans){font-family:system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
        :lang(zh-Hant){font-family:system-ui,-apple-system,"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC",sans-serif}
        main,.bar,footer{max-width:38rem;margin:0 auto;padding:0 1rem}
        main{padding-top:1rem}
        h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0 .25rem;font-weight:700}
        h2{font-size:.85rem;margin:0 0 .35rem;color:var(--soft);font-weight:600}
        p{margin:0 0 .4rem}
        section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem .9rem;margin:.8rem 0}
        footer{color:var(--soft);font-size:.8rem;padding-top:.4rem;padding-bottom:1.2rem}
        .drill{margin:0;padding:.7rem 1rem;text-align:center;font-weight:700;background:#ffd84d;color:#1b1c1e;
        border-bottom:.35rem dashed #1b1c1e}
        .missing{padding-top:2rem}
        .missing h1{font-size:1.25rem;margin-top:1.4rem}

        """

    private static let state = """
        .rank{display:inline-flex;align-items:stretch;margin:0;border-radius:.4rem;overflow:hidden;font-size:1rem;
        border:2px solid var(--rank)}
        .rank b,.rank span{padding:.12rem .6rem}
        .rank b{background:var(--rank);color:var(--rank-ink)}
        .rank span{background:var(--card);font-weight:600}
        .rank-1{--rank:#b3001b;--rank-ink:#fff}
        .rank-2{--rank:#b4500a;--rank-ink:#fff}
        .rank-3{--rank:#f0c000;--rank-ink:#1b1c1e}
        .rank-4{--rank:#1f5fa8;--rank-ink:#fff}
        .place{color:var(--soft)}
        .state{border-left:.4rem solid var(--soft)}
        .state.open{border-left-color:var(--warn)}
        .state.taken{border-left-color:var(--act);background:var(--good-paper)}
        .state.closed{background:var(--calm-paper)}
        .state p:last-child{margin-bottom:0}
        .state .first{font-size:1.15rem;font-weight:700}
        .asking{border-left:.4rem solid var(--warn)}
        .outcome{border-left:.4rem solid var(--act);background:var(--good-paper)}
        .asking p:last-child,.outcome p:last-child{margin-bottom:0}
        .asking .first{font-size:1.15rem;font-weight:700}
        .command{border-left:.4rem solid var(--act)}
        .missing-seats{border-left:.4rem solid var(--warn)}
        .seats{list-style:none;margin:0;padding:0}
        .seats li{padding:.5rem 0;border-top:1px solid var(--line)}
        .seats li:first-child{border-top:0;padding-top:0}
        .seats p{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.1rem .8rem;margin:0}
        .seats bdi{font-weight:700}
        .seats span{color:var(--soft)}
        .notice{border-radius:.6rem;padding:.8rem .9rem;margin:0 0 .9rem;font-weight:700;font-size:1.1rem;
        background:var(--act);color:var(--act-ink)}
        .notice.trouble{background:var(--warn-paper);color:var(--warn);border:2px solid var(--warn)}
        .you{margin:.6rem .1rem}
        .said{margin:0 .1rem .6rem;color:var(--soft);overflow-wrap:anywhere}

        """

    private static let details = """
        .guidance{border-left:.4rem solid var(--soft)}
        .guidance p{margin:0;font-size:1.1rem;white-space:pre-line}
        dl{margin:0}
        dl div{display:flex;gap:.8rem;padding:.3rem 0;border-top:1px solid var(--line)}
        dl div:first-child{border-top:0}
        dt{flex:0 0 min(38%,11rem);color:var(--soft)}
        dd{margin:0;flex:1;font-weight:600;white-space:pre-line}
        .unknown{font-weight:400;font-style:italic;color:var(--soft)}
        :lang(zh) .unknown{font-style:normal}
        .people{list-style:none;margin:0;padding:0}
        .people li{display:flex;justify-content:space-between;gap:.8rem;padding:.3rem 0;border-top:1px solid var(--line)}
        .people li:first-child{border-top:0}
        .people li bdi+span{color:var(--soft);text-align:right}
        .people .self{font-weight:700}
        .hint{font-size:.85rem;color:var(--soft);margin:.5rem .1rem .8rem}
        textarea{grid-column:1/-1;font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);
        border-radius:.5rem;padding:.5rem .7rem;resize:none;field-sizing:content;max-height:7rem}
        ::placeholder{color:var(--soft);opacity:1}

        """

    private static let buttons = """
        .bar{position:sticky;bottom:0;display:grid;grid-template-columns:1fr 1fr;gap:.6rem;background:var(--paper);
        padding-top:.7rem;padding-bottom:calc(.8rem + env(safe-area-inset-bottom));border-top:1px solid var(--line)}
        button{font:inherit;font-weight:700;min-height:3.1rem;border-radius:.7rem;cursor:pointer;padding:.4rem .6rem;
        touch-action:manipulation}
        .first[type]{grid-column:1/-1;min-height:4rem;font-size:1.35rem;background:var(--act);color:var(--act-ink);border:0}
        .second{background:var(--card);color:var(--ink);border:2px solid var(--soft)}
        .wide{grid-column:1/-1;min-height:3.4rem}
        button:focus-visible,textarea:focus-visible,select:focus-visible,summary:focus-visible{outline:.2rem solid #3b82f6;outline-offset:.15rem}
        @media (min-width:48rem){html{font-size:19px}main{padding-top:2rem}.bar{padding-bottom:1.2rem}}
        @media (max-height:30rem){.bar{position:static}}
        @media print{form{display:none}}
        .inline{display:grid;gap:.5rem;margin:.5rem 0 0}
        .inline label{font-size:.85rem;color:var(--soft);font-weight:600}
        .main{background:var(--act);color:var(--act-ink);border:0}
        .small{background:var(--card);color:var(--ink);border:1px solid var(--soft);font-weight:600;font-size:.95rem;min-height:2.6rem}
        select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.5rem;
        padding:.5rem .7rem;min-height:3.1rem;max-width:100%}
        summary{font-weight:700;min-height:2rem;cursor:pointer}

        """
}
