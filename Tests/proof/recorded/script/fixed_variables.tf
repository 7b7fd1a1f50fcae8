# Left out because their defaults are null: as far into the file as makes the reason fit on a line, and farther.

variable "used" {
  type        = string
  description = <<-EOT
    A text of some lines,
    which moves what stands below it
    so far down
    that its line has two digits.
  EOT
  default     = "used"
}

variable "leave_out" {
  type    = string
  default = null
}

variable "used_too" {
  type        = string
  description = <<-EOT
    And a text with line 1.
    And a text with line 2.
    And a text with line 3.
    And a text with line 4.
    And a text with line 5.
    And a text with line 6.
    And a text with line 7.
    And a text with line 8.
    And a text with line 9.
    And a text with line 10.
    And a text with line 11.
    And a text with line 12.
    And a text with line 13.
    And a text with line 14.
    And a text with line 15.
    And a text with line 16.
    And a text with line 17.
    And a text with line 18.
    And a text with line 19.
    And a text with line 20.
    And a text with line 21.
    And a text with line 22.
    And a text with line 23.
    And a text with line 24.
    And a text with line 25.
    And a text with line 26.
    And a text with line 27.
    And a text with line 28.
    And a text with line 29.
    And a text with line 30.
    And a text with line 31.
    And a text with line 32.
    And a text with line 33.
    And a text with line 34.
    And a text with line 35.
    And a text with line 36.
    And a text with line 37.
    And a text with line 38.
    And a text with line 39.
    And a text with line 40.
    And a text with line 41.
    And a text with line 42.
    And a text with line 43.
    And a text with line 44.
    And a text with line 45.
    And a text with line 46.
    And a text with line 47.
    And a text with line 48.
    And a text with line 49.
    And a text with line 50.
    And a text with line 51.
    And a text with line 52.
    And a text with line 53.
    And a text with line 54.
    And a text with line 55.
    And a text with line 56.
    And a text with line 57.
    And a text with line 58.
    And a text with line 59.
    And a text with line 60.
    And a text with line 61.
    And a text with line 62.
    And a text with line 63.
    And a text with line 64.
    And a text with line 65.
    And a text with line 66.
    And a text with line 67.
    And a text with line 68.
    And a text with line 69.
    And a text with line 70.
    And a text with line 71.
    And a text with line 72.
    And a text with line 73.
    And a text with line 74.
    And a text with line 75.
    And a text with line 76.
    And a text with line 77.
    And a text with line 78.
    And a text with line 79.
    And a text with line 80.
    And a text with line 81.
  EOT
  default     = "used, too"
}

variable "leave_out_too" {
  type    = string
  default = null
}
