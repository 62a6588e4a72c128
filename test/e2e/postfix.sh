#!/bin/sh
# A Postfix of its own in a folder: own configuration, queue and port; nothing of the machine's Postfix is touched.
# As root only, because Postfix gives its processes other users.
#
#   postfix.sh start front FOLDER PORT DOMAIN LMTP_PORT   mail for DOMAIN goes to Rundmail, by the lines of deploy/postfix
#   postfix.sh start relay FOLDER PORT SINK_PORT          everything goes to a sink
#   postfix.sh stop FOLDER
set -eu
PATH=/usr/sbin:$PATH

deploy=$(dirname "$0")/../../deploy/postfix
action=$1

if [ "$action" = stop ]; then
  exec postfix -c "$2/config" stop
fi

role=$2 folder=$3 port=$4
mkdir -p "$folder/config" "$folder/queue" "$folder/data"
chown postfix "$folder/data"
config=$folder/config

cat >"$config/main.cf" <<END
compatibility_level = 3.6
queue_directory = $folder/queue
data_directory = $folder/data
command_directory = $(postconf -dh command_directory)
daemon_directory = $(postconf -dh daemon_directory)
maillog_file = $folder/log
maillog_file_prefixes = $folder
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = $role.example
mydestination =
alias_maps =
# There is no name server where tests run.
disable_dns_lookups = yes
smtp_host_lookup = native
lmtp_host_lookup = native
smtpd_peername_lookup = no
# What fails is to be tried again within the test.
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
END

case $role in
front)
  domain=$5 lmtp_port=$6
  sed "s/gruppen\.example\.org/$domain/; s|/etc/postfix/|$config/|" "$deploy/main.cf.example" >>"$config/main.cf"
  sed "s/gruppen\.example\.org/$domain/; s/:2424/:$lmtp_port/" "$deploy/transport.example" >"$config/rundmail-transport"
  ;;
relay)
  printf 'mynetworks = 127.0.0.0/8\ndefault_transport = smtp:[127.0.0.1]:%s\n' "$5" >>"$config/main.cf"
  ;;
esac

# As Debian delivers it, but nothing in a chroot, and the listener on our port.
cat >"$config/master.cf" <<END
127.0.0.1:$port inet n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
tlsmgr    unix  - - n 1000? 1 tlsmgr
postlog   unix-dgram n - n - 1 postlogd
END

postfix -c "$config" start
