#!/bin/sh
# Makes the certificates of this folder anew, with OpenSSL 3. They are good for nothing but tests:
# nobody outside of them trusts `ca.pem`.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/ca.cnf" <<END
[ca]
database = $work/index.txt
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
END
: > "$work/index.txt"
forever="-startdate 20200101000000Z -enddate 21200101000000Z"
long_ago="-startdate 20200101000000Z -enddate 20210101000000Z"

certify() { # file, subject, extensions, options
    openssl req -new -key "$work/$1.key" -subj "/CN=$2" -out "$work/$1.csr"
    printf "$3" > "$work/$1.ext"
    openssl ca -batch -notext -config "$work/ca.cnf" -name ca -in "$work/$1.csr" \
        -out "$work/$1.crt" -outdir "$work" -extfile "$work/$1.ext" $4 2> /dev/null
}

authority() { # file, subject
    ec "$1" P-256
    certify "$1" "$2" "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n" \
        "-selfsign -keyfile $work/$1.key $forever"
    cp "$work/$1.crt" "$1.pem"
}

signed() { # file, subject, subject alternative names, times
    certify "$1" "$2" "subjectAltName=$3\nkeyUsage=digitalSignature\n" \
        "-cert ca.pem -keyfile $work/ca.key $4"
    cat "$work/$1.key" "$work/$1.crt" ca.pem > "$1.pem"
}

rsa() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/$1.key" 2> /dev/null; }
ec() { openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$2" -out "$work/$1.key"; }

authority ca "Authority of the tests"
authority other-ca "Another authority of the tests"
ec service P-256
signed service api.example "DNS:api.example,DNS:login.example,DNS:localhost,IP:127.0.0.1" "$forever"
ec expired P-256
signed expired api.example "DNS:api.example" "$long_ago"
ec other-host P-256
signed other-host other.example "DNS:other.example" "$forever"
rsa client-rsa
signed client-rsa tocsin "DNS:tocsin.example" "$forever"
ec client-ec P-256
signed client-ec tocsin-ec "DNS:tocsin.example" "$forever"
ec client-ec384 P-384
signed client-ec384 tocsin-ec384 "DNS:tocsin.example" "$forever"

# The forms in which keys are found.
password=pass:k3y-passw0rd-canary
cp "$work/client-rsa.crt" client-certificate-alone.pem
cp "$work/client-rsa.key" client-key-alone.pem
openssl pkcs8 -topk8 -in "$work/client-rsa.key" -out key-encrypted.pem -passout $password
openssl pkcs8 -topk8 -scrypt -in "$work/client-rsa.key" -out key-encrypted-scrypt.pem \
    -passout $password
openssl pkey -traditional -in "$work/client-rsa.key" -out key-old-form.pem
openssl genpkey -algorithm ED25519 -out key-ed25519.pem
chmod 644 ./*.pem
