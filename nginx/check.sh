#!/bin/bash
# Checks the deployment files without starting anything: `nginx -t` on both servers, in a temporary
# folder with a certificate of its own, and `docker compose config` where compose is installed.
# Exit 0: all that could be checked is well. Needs nginx and openssl.
set -euo pipefail
nginx_folder=$(cd "$(dirname "$0")" && pwd)
repository=$(dirname "$nginx_folder")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One copy of /etc/nginx as the container would have it; paths outside it lead into the copy.
check_server() {
    local templates=$1 root=$work/$1
    mkdir -p "$root"/{conf.d,certificates,cache,acme}
    cp "$work"/certificate/*.pem "$root/certificates/"
    cp -r "$nginx_folder/snippets" "$root/snippets"
    cp "$nginx_folder/nginx.conf" "$root/nginx.conf"
    cp "$mime_types" "$root/mime.types"
    sed -e "s|\${EARSHOT_HOST}|news.example|; s|\${EARSHOT_WEB}|127.0.0.1:8000|" \
        "$nginx_folder/$templates/earshot.conf.template" > "$root/conf.d/earshot.conf"
    sed -i -e "s|/etc/nginx/|$root/|; s|/var/cache/nginx|$root/cache|; s|/var/www/acme|$root/acme|" \
        -e "s|/run/nginx.pid|$root/nginx.pid|; s|/dev/stdout|$root/access.log|; s|/dev/stderr|stderr|" \
        "$root/nginx.conf" "$root"/snippets/*.conf "$root"/conf.d/*.conf
    nginx -q -t -p "$root/" -c "$root/nginx.conf" && echo "nginx/$templates: well"
}

mime_types=/etc/nginx/mime.types
mkdir "$work/certificate"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 \
    -subj /CN=news.example -keyout "$work/certificate/privkey.pem" \
    -out "$work/certificate/fullchain.pem" 2>/dev/null

check_server templates
check_server templates.local

if docker compose version >/dev/null 2>&1; then
    for file in production.yml local.yml; do
        docker compose -f "$repository/$file" config -q && echo "$file: well"
    done
else
    echo "docker compose is not installed: production.yml and local.yml were not checked" >&2
fi
