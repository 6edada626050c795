#!/usr/bin/env perl
# Writes radicals.csv from the Unicode tables that perl brings: perl ingest/readers/generate_radicals.pl > ingest/readers/radicals.csv
use strict;
use warnings;
use Unicode::UCD qw(charprop);
use Unicode::Normalize qw(NFKC);
binmode STDOUT, ':encoding(UTF-8)';
print "code,meant\n";
for my $code (0x2E80 .. 0x2FDF, 0xF900 .. 0xFAFF, 0x2F800 .. 0x2FA1F) {
    my $meant = charprop($code, 'EqUIdeo');
    $meant = NFKC(chr $code) if !defined $meant || $meant eq '';
    printf "%04X,%s\n", $code, $meant if length $meant == 1 && $meant ne chr $code;
}
