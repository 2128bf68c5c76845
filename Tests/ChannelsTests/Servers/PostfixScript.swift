/// Writes the configuration of a private Postfix, starts it and ends it when the input closes, so also when the tests crash.
///
/// Folder, port, certificate file and further settings are its arguments.
enum PostfixScript {
    static let text = #"""
        dir=$0 port=$1 certificate=$2 settings=$3
        trap 'rm -rf $dir' EXIT
        set -e
        mkdir -p $dir/etc $dir/queue $dir/data $dir/mail
        chmod 755 $dir
        chown postfix $dir/data
        chown nobody $dir/mail
        cp $certificate $dir/server.pem
        cat > $dir/etc/main.cf <<CF
        compatibility_level = 3.6
        queue_directory = $dir/queue
        data_directory = $dir/data
        myhostname = relay.town.example
        mydestination =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        alias_maps =
        local_recipient_maps =
        virtual_mailbox_domains = town.example
        virtual_mailbox_base = $dir/mail
        virtual_mailbox_maps = static:box/
        virtual_uid_maps = static:$(id -u nobody)
        virtual_gid_maps = static:$(id -g nobody)
        virtual_minimum_uid = 1
        smtpd_relay_restrictions = reject_unauth_destination
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = $dir/server.pem
        smtpd_tls_key_file = $dir/server.pem
        smtpd_tls_received_header = yes
        smtpd_peername_lookup = no
        smtpd_banner = \$myhostname ESMTP ${dir##*/}
        default_transport = error:only town.example is served
        maillog_file = $dir/log
        maillog_file_prefixes = $dir
        $settings
        CF
        cat > $dir/etc/master.cf <<CF
        127.0.0.1:$port inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        proxymap unix - - n - - proxymap
        postlog unix-dgram n - n - 1 postlogd
        CF
        postfix -c $dir/etc check
        # On a busy machine it does not wait for long enough to see that it started.
        postfix -c $dir/etc start < /dev/null || postfix -c $dir/etc status
        cat
        postfix -c $dir/etc stop
        """#
}
