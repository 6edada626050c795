"""How runs are kept, ended, tried again and found crashed."""
