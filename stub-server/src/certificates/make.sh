#!/usr/bin/env bash
# Makes the certificates of servers with TLS: an authority that clients trust, and what a server may show them.
# Needs keytool of a JDK, which chooses dates, and OpenSSL, which writes keys.
# Run it only if they have to change: clients that were given the old authority do not trust what the new one signed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
out=../main/resources/dev/errata/stub/internal/http/tls
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mkdir -p "$out"

begin='2024/01/01 00:00:00'
century=36525

keystore() { # command, alias, options
    keytool "$1" -keystore "$work/keys.p12" -storepass password -alias "${@:2}" 2>/dev/null
}

pair() { # alias, name, options
    keystore -genkeypair "$1" -keyalg EC -groupname secp256r1 -dname "CN=$2" -startdate "$begin" -validity "$century" "${@:3}"
}

authority() { # alias, name
    pair "$1" "$2" -ext bc:critical=ca:true,pathlen:0 -ext ku:critical=keyCertSign,cRLSign
}

leaf() { # alias, authority, subject alternative names, days
    pair "$1" "$1"
    keystore -certreq "$1" | keystore -gencert "$2" -startdate "$begin" -validity "$4" \
        -ext bc:critical=ca:false -ext ku:critical=digitalSignature -ext eku=serverAuth -ext "san=$3" >"$out/$1.der"
    openssl pkcs12 -in "$work/keys.p12" -passin pass:password -nocerts -nodes 2>/dev/null |
        awk -v name="friendlyName: $1" '$0 ~ name "$" { found = 1 } found && /BEGIN/ { key = 1 } key { print } /END/ && key { exit }' |
        openssl pkcs8 -topk8 -nocrypt -outform DER -out "$out/$1.key.der"
}

local=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1
authority authority 'Errata test authority'
authority stranger 'Unknown test authority'
leaf good authority "$local" "$century"
leaf expired authority "$local" 31
leaf wrong-host authority dns:wrong-host.invalid "$century"
leaf untrusted stranger "$local" "$century"
keystore -exportcert authority -rfc >"$out/authority.pem"
