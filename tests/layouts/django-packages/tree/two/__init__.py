class TwoConfig(AppConfig):
    name = 'two'
    label = 'second'
