#!/bin/sh
# The main job as calls of the command line: a saved page in, decisions, an ordered list, a .bib file out.
#
#   main_job.sh PAGE FOLDER      PAGE has nine papers or more; FOLDER gets the library and the files
#   OCTAVO="python -m octavo"    the command to use, when it is not on the path
set -eu

page=$1
folder=$2
octavo=${OCTAVO:-octavo}
library=$folder/library.octavo

run() { $octavo --library "$library" "$@"; }
same() { [ "$2" = "$3" ] || { echo "$1: expected $3, found $2" >&2; exit 1; }; }

run import "$page"
papers=$(run search --ids --sort newest | wc -l)
nine=$(run search --ids --sort newest --limit 9)
set -- $nine
same "papers to choose from" $# 9

run star "$1" "$2" "$3"
run tag add "to cite" $nine
run note "$1" --text "Compare with *our* table."
run state $nine to-read
run state "$9" done

run list create Thesis "$1" "$2" "$3" "$4" "$5"
run list add Thesis "$6" "$7" "$8" "$9"
run list move Thesis "$9" "$8" --to 1
run list move Thesis "$1" --to 9
same "starred" "$(run search is:starred --ids | wc -l | tr -d ' ')" 3
same "tagged and not done" "$(run search tag:'"to cite"' -is:done --ids | wc -l | tr -d ' ')" 8

run export --list Thesis --format bibtex -o "$folder/thesis.bib"
run export --list Thesis --format biblatex -o "$folder/thesis-biblatex.bib"
run export --starred -o "$folder/starred.bib"
run export --all --format biblatex -o "$folder/all.bib"
same "entries of the list" "$(grep -c '^@' "$folder/thesis.bib")" 9
same "entries with a star" "$(grep -c '^@' "$folder/starred.bib")" 3
same "entries in all" "$(grep -c '^@' "$folder/all.bib")" "$(echo "$papers" | tr -d ' ')"

# Keys are given once: a second export is the same file, byte for byte.
run export --list Thesis --format bibtex -o "$folder/again.bib"
cmp "$folder/thesis.bib" "$folder/again.bib"

# The same page again adds nothing, and one undo takes back the newest decision only.
run import "$page"
same "papers after the second import" "$(run search --ids | wc -l)" "$papers"
run undo
run redo
run trash "$5"
same "papers beside the trash" "$(run search --ids | wc -l | tr -d ' ')" "$((papers - 1))"
run trash restore "$5"
run doctor
