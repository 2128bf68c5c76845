import Foundation
import TestSupport
import Testing

/// A certificate authority made for a test, and a certificate for localhost that it signed; gone with this object.
final class TestAuthority: Sendable {
    private let folder: TemporaryFolder
    /// The authority's certificate.
    let authorityFile: String
    /// The server's certificate and key.
    let serverFile: String
    /// A certificate for a client and its key.
    let clientFile: String
    let clientKeyFile: String
    /// A client's certificate and key that no authority vouches for.
    let strangerFile: String

    init() throws {
        folder = try TemporaryFolder()
        authorityFile = folder.path("ca.pem")
        serverFile = folder.path("server.pem")
        clientFile = folder.path("client.crt")
        clientKeyFile = folder.path("client.key")
        strangerFile = folder.path("stranger.pem")
        let script = """
            set -e; cd "$0"
            key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
            openssl req -x509 $key -subj "/CN=Tocsin test authority" -keyout ca.key -out ca.pem
            openssl req $key -subj /CN=localhost -keyout server.key -out server.csr
            echo "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1" > ext
            openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out server.crt
            cat server.key server.crt > server.pem
            openssl req $key -subj /CN=tocsin.town.example -keyout client.key -out client.csr
            openssl x509 -req -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out client.crt
            openssl req -x509 $key -subj /CN=stranger -keyout stranger.key -out stranger.crt
            cat stranger.key stranger.crt > stranger.pem
            """
        try Shell.run("/bin/sh", ["-c", script, folder.path])
    }
}
