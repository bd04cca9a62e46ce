# shellcheck shell=sh
# Sourced by the programs of this folder: finds Python, makes the environment, and when a step
# fails says why in one sentence with its remedy. Everything it prints goes to stderr.

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
VENV=$ROOT/.venv
VAR=${MAILLAGE_VAR:-$ROOT/var}
LOGS=$VAR/log
LOCK=$VAR/environment.lock
NEEDED_KB=900000

export PYTHONPATH="$ROOT" PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# Without a mail server, mails are shown at /courriers/: nobody is locked out for want of SMTP. Anyone reads them,
# login codes too, so that elsewhere than on one's own machine it must be asked for.
case ${MAILLAGE_DOMAIN:-localhost} in
    localhost | *.localhost) [ -n "${EMAIL_URL:-}" ] || export MAILLAGE_DEMO="${MAILLAGE_DEMO:-1}" ;;
esac

say() { printf '%s\n' "$*" >&2; }

fail() { # SENTENCE [REMEDY]
    say "Maillage s’arrête : $1"
    [ -z "${2:-}" ] || say "  → $2"
    exit 1
}

fail_because_of() { # LOG SENTENCE: the log of the failed step decides on the cause
    if disk_is_full || log_says "$1" 'no space left|disk is full|disk quota'; then
        fail "le disque est plein." "Libérez environ 1 Go, puis relancez la commande."
    elif log_says "$1" 'permission denied|read-only file system|readonly database|operation not permitted'; then
        fail "impossible d’écrire dans $ROOT." "Donnez-vous le droit d’écrire dans ce dossier, ou copiez Maillage dans votre dossier personnel."
    elif log_says "$1" 'do not match the hashes'; then
        fail "un paquet téléchargé n’a pas l’empreinte attendue, il n’a pas été installé." "Relancez la commande ; si cela continue, votre réseau modifie les téléchargements. Détail : $1"
    elif log_says "$1" 'connection|name resolution|timed out|network is unreachable|no matching distribution|ssl|proxy'; then
        fail "les paquets n’ont pas pu être téléchargés, le réseau ne répond pas." "Vérifiez la connexion à Internet (ou le proxy), puis relancez la commande. Détail : $1"
    fi
    fail "$2" "Le détail est dans $1"
}

log_says() { grep -qiE "$2" "$1" 2>/dev/null; }

free_kb() { df -Pk "$ROOT" 2>/dev/null | awk 'NR == 2 { print $4 }'; }

disk_is_full() { [ "$(free_kb || echo 1)" -lt 1024 ] 2>/dev/null; }

make_folders() {
    for folder in "$ROOT" "$VAR" "$LOGS"; do
        mkdir -p "$folder" 2>/dev/null && (: >"$folder/.probe") 2>/dev/null && rm -f "$folder/.probe" && continue
        disk_is_full && fail "le disque est plein." "Libérez environ 1 Go, puis relancez la commande."
        fail "impossible d’écrire dans $folder." "Donnez-vous le droit d’écrire dans ce dossier, ou copiez Maillage dans votre dossier personnel."
    done
}

find_python() { # sets PYTHON
    too_old=
    for name in ${MAILLAGE_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        command -v "$name" >/dev/null 2>&1 || continue
        PYTHON=$(command -v "$name")
        "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
        too_old=$("$PYTHON" -V 2>&1)
    done
    [ -z "$too_old" ] || fail "il faut Python 3.11 ou plus récent, cette machine a $too_old." "Installez un Python récent, puis indiquez-le : MAILLAGE_PYTHON=/chemin/python3.12 $0"
    fail "Python n’est pas installé sur cette machine." "Sur Debian ou Ubuntu : sudo apt install python3 python3-venv ; sur Mac : brew install python."
}

fingerprint() { cksum <"$ROOT/requirements/$1.txt"; }

venv_works() { [ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c 'import pip' 2>/dev/null; }

environment_is_ready() { # run | test
    [ "$(fingerprint "$1")" = "$(cat "$VENV/.installed-$1" 2>/dev/null)" ] && venv_works
}

make_venv() {
    venv_works && return
    find_python
    "$PYTHON" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "le module venv de Python manque ($PYTHON)." "Sur Debian ou Ubuntu : sudo apt install python3-venv, puis relancez la commande."
    say "Préparation de l’environnement Python…"
    rm -rf "$VENV"
    "$PYTHON" -m venv "$VENV" >"$LOGS/venv.log" 2>&1 || fail_because_of "$LOGS/venv.log" "l’environnement Python n’a pas pu être créé."
}

check_room() {
    free=$(free_kb)
    [ "${free:-$NEEDED_KB}" -ge "$NEEDED_KB" ] ||
        fail "le disque est presque plein : il reste $((free / 1024)) Mo, il en faut $((NEEDED_KB / 1024))." "Libérez de la place, puis relancez la commande."
}

install_packages() { # run | test
    say "Installation des paquets (une à deux minutes la première fois)…"
    "$VENV/bin/python" -m pip install --quiet --no-input --retries 2 --require-hashes \
        --requirement "$ROOT/requirements/$1.txt" >"$LOGS/install.log" 2>&1 ||
        fail_because_of "$LOGS/install.log" "les paquets n’ont pas pu être installés."
    fingerprint "$1" >"$VENV/.installed-$1"
    # The test list holds the run list, with the same versions.
    [ "$1" != test ] || fingerprint run >"$VENV/.installed-run"
}

lock_environment() { # two programs started together must not fill the environment at once
    waited=0
    until mkdir "$LOCK" 2>/dev/null; do
        holder=$(cat "$LOCK/pid" 2>/dev/null)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$LOCK"
            continue
        fi
        [ "$waited" -gt 0 ] || say "Un autre programme prépare l’environnement, un instant…"
        waited=$((waited + 1))
        [ "$waited" -lt 600 ] || fail "un autre programme prépare l’environnement depuis dix minutes." "S’il n’y en a pas, supprimez $LOCK puis relancez la commande."
        sleep 1
    done
    trap 'rm -rf "$LOCK"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    (echo $$ >"$LOCK/pid") 2>/dev/null # a full disk has its own sentence, later
}

unlock_environment() {
    rm -rf "$LOCK"
    trap - EXIT INT TERM HUP
}

prepare_environment() { # run | test
    make_folders
    environment_is_ready "$1" && return
    lock_environment
    environment_is_ready "$1" || { check_room && make_venv && install_packages "$1"; }
    unlock_environment
}

asset_sources() {
    find "$ROOT/maillage" -path '*/static/*' -type f -exec cksum {} +
    cat "$ROOT/maillage/settings.py" "$ROOT/requirements/run.txt"
    find "$ROOT/maillage/ui/management" -name '*.py' -exec cat {} +
}

build_assets() { # fonts, then every static file gathered where the server reads them
    built=$ROOT/.build/built-from
    sources=$(asset_sources | cksum)
    [ "$sources" != "$(cat "$built" 2>/dev/null)" ] || return 0
    say "Préparation des polices et des styles…"
    mkdir -p "$ROOT/.build" 2>/dev/null || fail_because_of /dev/null "impossible de créer $ROOT/.build."
    for step in build_fonts 'collectstatic --noinput --clear'; do
        # shellcheck disable=SC2086 # a step is a command and its options
        "$VENV/bin/python" -m maillage $step >"$LOGS/assets.log" 2>&1 ||
            fail_because_of "$LOGS/assets.log" "les polices et les styles n’ont pas pu être préparés."
    done
    printf '%s\n' "$sources" >"$built"
}
