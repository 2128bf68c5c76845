import Escalation
import HTTPTypes

/// Where the form behind a pressed button was shown, as far as the browser tells (RELIABILITY §4 S7).
enum FormOrigin: Hashable, Sendable {
    /// On our own page, or the browser does not tell.
    case ours
    /// On a page at another address than the public one: another site's, or ours reached by another name; a proxy that does not
    /// pass the name on makes the two look the same.
    case other(WebOrigin)
    /// On a page of another site, says the browser, or at an address that is none.
    case foreign

    /// - Parameters:
    ///   - headers: those of the request.
    ///   - own: the origin of the public address.
    init(_ headers: HTTPFields, own: WebOrigin?) {
        let sites = headers[values: Self.fetchSite]
        let origin = headers[.origin]
        // What a tool for privacy emptied says as little as a field that is not there.
        let referer = headers[Self.referer].flatMap { $0.isBlank ? nil : $0 }
        if !sites.isEmpty {
            // What the browser says of itself is never wrong by a name; `none` is the address bar.
            self = sites.allSatisfy { $0 == "same-origin" || $0 == "none" } ? .ours : .foreign
        } else if let origin, origin != "null" {
            self.init(page: WebOrigin(origin), own: own)
        } else if origin == nil, let page = referer {
            self.init(page: WebOrigin(of: page), own: own)
        } else {
            // Without a referrer browsers give `null` as the origin of their own forms, so that it says nothing; the page's
            // mark, which nobody else can read, is asked for in any case.
            self = .ours
        }
    }

    private init(page: WebOrigin?, own: WebOrigin?) {
        guard let page else {
            self = .foreign
            return
        }
        self = page == own ? .ours : .other(page)
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
    private static let referer = HTTPField.Name("Referer") ?? .origin
}
