# Text that means something in one target or another. All of it is data.

variable "vpc_id" {
  description = "100% of the groups' VPC; \"quoted\", 'quoted', `date`, $(touch canary), %s %(prog)s"
  type        = string
}

variable "owner" {
  description = "Trailing backslash \\"
  type        = string
  default     = "O'Brien \"$(touch canary)\" `touch canary` \\ $HOME $${HOME} !! 100% %(prog)s; touch canary #"
}

variable "networks" {
  description = "*/ <!-- --> ${"\"\"\""} ''' {{ }}"
  type        = list(string)
  default     = ["203.0.113.0/24"]
}

resource "aws_security_group" "hostile" {
  name        = "it's \"quoted\" $(touch canary) `touch canary` \\n $${HOME} %s * ; & | < > 🚀"
  description = "-- it's \"\"\"quoted\"\"\" ''' $(touch canary) `touch canary` \\ $HOME *$ # é 🚀"
  vpc_id      = var.vpc_id

  ingress {
    description = "$(touch canary); {x} [y] #! *&=/,@ $${HOME}"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = var.networks
  }

  ingress {
    description = "  two  spaces  and a $ at the end $"
    from_port   = 8443
    to_port     = 8443
    protocol    = "tcp"
    self        = true
  }

  tags = {
    Name                   = "it's \"quoted\""
    Owner                  = var.owner
    Joined                 = "owner: ${var.owner}!"
    Empty                  = ""
    "key with 'quotes\" =" = "a=b,c=d;[e]{f}"
    Newline                = "one\ntwo\n"
    Tab                    = "one\ttwo"
    Percent                = "%s %d %% %(owner)s"
    Braces                 = "{} {{}} {owner} $${owner} $$ $"
    Backslash              = "\\ \\\\ \\n \\"
    Command                = "$(touch canary) `touch canary` $((1 + 1)) $HOME ~"
    Shell                  = "; touch canary && touch canary | touch canary > canary"
    History                = "!! !$ ^a^b"
    Glob                   = "* ? [a-z] /*"
    Comment                = "# // /* */ <!-- -->"
    Markdown               = "```bash\ntouch canary\n```"
    Heredoc                = "EOF\nEND\nEOT"
    Unicode                = "é ß 日本 🚀 \u200b\u202e"
    JSON                   = "{\"a\": [1, null], \"$input\": \"owner\"}"
    Intrinsic              = "$${AWS::Region} &{Cidr} {\"Ref\": \"AWS::Region\"}"
    Dashes                 = "--dry-run"
    At                     = "@file"
    File                   = "file:///etc/hostname"
    Number                 = "0123"
    Boolean                = "true"
    Null                   = "null"
    None                   = "None"
    Spaces                 = "  leading and trailing  "
  }
}
