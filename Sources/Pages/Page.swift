import Messages
package import Text

/// The frame of all pages, with the header fields that every one of them carries.
package enum Page {
    static func html(language: Language, title: String, body: HTML) -> HTML {
        """
        <!doctype html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="format-detection" content="telephone=no">
        <title>\(title)</title>
        <link rel="stylesheet" href="\(StyleSheet.reference)">
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    /// The one page for everything that is not a good link: forged, foreign, expired, unknown.
    package static let notFound = html(
        language: .english,
        title: "404",
        body: """
            <main class="missing">
            <h1>This link does not work.</h1>
            <p>It may have been cut off, or it is no longer valid. Open the newest message again, or call the duty desk.</p>
            <div lang="zh-Hans"><h1>此链接无效。</h1>
            <p>链接可能不完整或已失效。请打开最新的通知，或致电值班室。</p></div>
            <div lang="zh-Hant"><h1>此連結無效。</h1>
            <p>連結可能不完整或已失效。請開啟最新的訊息，或致電值班室。</p></div>
            </main>
            """
    )
}
