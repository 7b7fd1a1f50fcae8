extension Explanations {
  /// Files and modules.
  static let terraformFiles: [Explanation] = [
    Explanation(
      "terraform/not-found", "There is no such configuration",
      """
      PATH names a directory with .tf files, or one such file. Nothing stands at the path given; \
      relative paths begin at the working directory.
      """),
    Explanation(
      "terraform/no-files", "A directory without configuration files",
      """
      The directory has no file whose name ends with .tf. Subdirectories are not searched, because \
      each directory is a module of its own: name the one that holds the root module.
      """),
    Explanation(
      "terraform/unreadable-file", "A file that cannot be read",
      """
      The file is there but could not be opened, or could not be read to its end. Check its \
      permissions, and that a link leads somewhere. Portolan translates all of a configuration or \
      nothing, so it does not go on without the file.
      """),
    Explanation(
      "terraform/nothing-to-override", "An override without anything to override",
      """
      Files named override.tf or ending with _override.tf change blocks that other files of the \
      directory declare, argument by argument. This block has no counterpart of the same type and \
      name. Declare it in an ordinary file, or correct the name.
      """),
    Explanation(
      "terraform/module-not-found", "A module that is not there",
      """
      A module whose source begins with "./" or "../" is a directory, looked for beside the module \
      that calls it. There is no such directory.
      """,
      example: """
        module "web" {
          source = "./missing"
        }
        """),
    Explanation(
      "terraform/module-empty", "A module without configuration files",
      """
      The source of a module names a directory that has no .tf files, so it declares nothing. Check \
      the path; subdirectories are modules of their own and are not searched.
      """),
    Explanation(
      "terraform/module-cycle", "A module that calls itself",
      """
      A module calls itself, directly or through others, so that there would be no end of modules. \
      Move what both need into a third one.
      """),
    Explanation(
      "terraform/module-source", "A module's source must be written out",
      """
      Modules are read before anything is computed, so the source is a plain text without references \
      or templates. To choose between modules, call both, each with a count.
      """,
      example: """
        variable "name" { default = "web" }
        module "web" {
          source = "./${var.name}"
        }
        """),
    Explanation(
      "terraform/module-not-installed", "A module that is not there yet",
      """
      The module comes from a registry or a repository. "terraform init" fetches such modules into \
      .terraform/modules, where Portolan reads them; it never goes to the network itself.
      """,
      example: """
        module "web" {
          source = "example/web/aws"
        }
        """),
  ]
}
