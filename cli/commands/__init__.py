"""The commands as users type them: arguments, options and help. What they do stands in modules of their own."""
