#!/bin/sh
# A relay that takes only signed mail: a Postfix as in postfix.sh, asking an OpenDKIM of its own that reads keys from a
# file instead of DNS. As root only.
#
#   postfix-opendkim.sh start FOLDER PORT SINK_PORT MILTER_PORT NAME RECORD   NAME is that of the key's record in DNS
#   postfix-opendkim.sh stop FOLDER
set -eu
PATH=/usr/sbin:$PATH

postfix_sh=$(dirname "$0")/postfix.sh
action=$1 folder=$2

if [ "$action" = stop ]; then
  [ -f "$folder/opendkim.pid" ] && kill "$(cat "$folder/opendkim.pid")"
  exec sh "$postfix_sh" stop "$folder"
fi

port=$3 sink_port=$4 milter_port=$5 name=$6 record=$7

printf '%s %s\n' "$name" "$record" >"$folder/keys"
# What On-NoSignature is for, but version 2.11 takes unsigned mail whatever that says.
cat >"$folder/final.lua" <<'END'
if odkim.get_sigcount(ctx) == 0 then
  odkim.set_reply(ctx, "550", "5.7.1", "This mail is not signed")
  odkim.set_result(ctx, SMFIS_REJECT)
end
END
cat >"$folder/opendkim.conf" <<END
Mode v
Socket inet:$milter_port@127.0.0.1
PidFile $folder/opendkim.pid
TestPublicKeys $folder/keys
Background yes
Syslog no
Canonicalization relaxed/relaxed
# Whoever sends from this machine is asked for a signature like everybody else.
InternalHosts 192.0.2.1
ExternalIgnoreList 192.0.2.1
FinalPolicyScript $folder/final.lua
On-BadSignature reject
On-KeyNotFound reject
On-Security reject
AlwaysAddARHeader yes
AuthservID relay.example
END
opendkim -x "$folder/opendkim.conf"

sh "$postfix_sh" start relay "$folder" "$port" "$sink_port"
postconf -c "$folder/config" -e "smtpd_milters=inet:127.0.0.1:$milter_port" milter_default_action=tempfail
postfix -c "$folder/config" reload
