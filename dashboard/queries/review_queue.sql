select * from main.doubtful_figures()
