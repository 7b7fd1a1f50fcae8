fifteen_letters  = "given, in as many letters as fit on one line of the hea"
sixteen_of_these = "given, in as many letters as fit on one line of the hea"
longer_values    = "given, in as many letters as fit on one line of the head"
given_number     = 2.5
given_list       = ["a", "b"]
