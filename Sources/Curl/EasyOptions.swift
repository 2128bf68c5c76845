import CCurl

/// Sets options of an easy handle and remembers the first that libcurl refused.
@safe struct EasyOptions {
    private let easy: UnsafeMutableRawPointer
    private(set) var error = CURLE_OK

    init(_ easy: UnsafeMutableRawPointer) {
        unsafe self.easy = easy
    }

    mutating func set(_ option: CURLoption, _ value: Int) {
        note(unsafe shim_setopt_long(easy, option, value))
    }

    mutating func set(_ option: CURLoption, offset value: Int) {
        note(unsafe shim_setopt_offset(easy, option, curl_off_t(value)))
    }

    /// Sets a string; libcurl copies it.
    mutating func set(_ option: CURLoption, _ value: String) {
        note(unsafe shim_setopt_string(easy, option, value))
    }

    /// Sets a pointer; what it points to must outlive the transfer.
    mutating func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) {
        note(unsafe shim_setopt_pointer(easy, option, value))
    }

    /// Sets a list, which must outlive the transfer.
    mutating func set(_ option: CURLoption, list value: UnsafeMutablePointer<curl_slist>?) {
        note(unsafe shim_setopt_list(easy, option, value))
    }

    mutating func set(_ option: CURLoption, write value: curl_write_callback) {
        note(unsafe shim_setopt_write(easy, option, value))
    }

    mutating func set(read value: curl_read_callback) {
        note(unsafe shim_setopt_read(easy, CURLOPT_READFUNCTION, value))
    }

    mutating func set(openSocket value: curl_opensocket_callback) {
        note(unsafe shim_setopt_opensocket(easy, CURLOPT_OPENSOCKETFUNCTION, value))
    }

    mutating func set(closeSocket value: curl_closesocket_callback) {
        note(unsafe shim_setopt_closesocket(easy, CURLOPT_CLOSESOCKETFUNCTION, value))
    }

    mutating func set(beforeRequest value: curl_prereq_callback) {
        note(unsafe shim_setopt_prereq(easy, CURLOPT_PREREQFUNCTION, value))
    }

    mutating func set(progress value: curl_xferinfo_callback) {
        note(unsafe shim_setopt_progress(easy, CURLOPT_XFERINFOFUNCTION, value))
    }

    mutating func set(debug value: curl_debug_callback) {
        note(unsafe shim_setopt_debug(easy, CURLOPT_DEBUGFUNCTION, value))
    }

    private mutating func note(_ code: CURLcode) {
        if error == CURLE_OK { error = code }
    }
}
