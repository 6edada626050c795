"""Second readers: doubtful figures go out as JSON lines, answers come back, are checked and become entries.

`questions` writes what is asked · `answers` checks what was answered and makes of it entries of `corrections.yml` and
`exceptions.yml`. Who answers, a colleague or a language model, is the user's affair: an answer counts only if the words
that it quotes stand in the report.
"""
