using Pipeline.Local.Conversion;

namespace Pipeline.Local.Tests;

public class OutputNamesTests
{
    [Fact]
    public void An_output_is_called_as_its_input() =>
        Assert.Equal([Path("out", "report")], OutputNames.For([Path("in", "report.md")], Path("out")));

    [Fact]
    public void Inputs_that_differ_only_in_their_extension_keep_it() =>
        Assert.Equal([Path("out", "a.md"), Path("out", "a.txt")], OutputNames.For([Path("in", "a.md"), Path("in", "a.txt")], Path("out")));

    [Fact]
    public void Inputs_of_one_name_in_two_folders_are_numbered() =>
        Assert.Equal([Path("out", "a.md"), Path("out", "a.md-2")], OutputNames.For([Path("x", "a.md"), Path("y", "a.md")], Path("out")));

    [Fact]
    public void An_input_in_the_output_folder_is_not_overwritten() =>
        Assert.Equal([Path("in", "notes.txt")], OutputNames.For([Path("in", "notes.txt")], Path("in")));

    [Fact]
    public void Letter_case_makes_no_second_name() =>
        Assert.Equal([Path("out", "A.md"), Path("out", "a.txt")], OutputNames.For([Path("in", "A.md"), Path("in", "a.txt")], Path("out")));

    private static string Path(params string[] parts) => System.IO.Path.Combine(["/", .. parts]);
}
