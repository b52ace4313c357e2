using System.Text.Json;

namespace Pipeline.Local.Tests;

public sealed class ConvertTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Out => Path.Combine(folder.FullPath, "out");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Good_files_become_four_renditions_each()
    {
        var report = folder.Write("report.md", "---\ntitle: The report\n---\n\nIt says **something**.\n");
        var note = folder.Write("note.txt", "A note\n\nIt has one paragraph.\n");

        var (exitCode, output) = await LocalProgram.RunAsync("convert", report, note, "--out", Out);

        Assert.True(exitCode == 0, output);
        Assert.Equal(
            ["note.html", "note.json", "note.pdf", "note.txt", "report.html", "report.json", "report.pdf", "report.txt"],
            Directory.GetFiles(Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.StartsWith("%PDF-", File.ReadAllText(Path.Combine(Out, "report.pdf")), StringComparison.Ordinal);
        Assert.Contains("<strong>something</strong>", File.ReadAllText(Path.Combine(Out, "report.html")), StringComparison.Ordinal);
        Assert.Contains("It has one paragraph.", File.ReadAllText(Path.Combine(Out, "note.txt")), StringComparison.Ordinal);

        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "report.json")));
        Assert.Equal(1, json.RootElement.GetProperty("pages").GetInt32());
        Assert.Equal("The report", json.RootElement.GetProperty("metadata").GetProperty("title").GetString());
        Assert.Equal("File", json.RootElement.GetProperty("metadata").GetProperty("origins").GetProperty("title").GetString());
        Assert.Equal("Certain", json.RootElement.GetProperty("metadata").GetProperty("confidences").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_bad_file_is_rejected_in_words_and_the_others_are_converted()
    {
        var empty = folder.Write("empty.md", "");
        var good = folder.Write("good.md", "Some words.\n");
        var missing = Path.Combine(folder.FullPath, "missing.md");

        var (exitCode, output) = await LocalProgram.RunAsync("convert", empty, missing, good, "--out", Out);

        Assert.Equal(2, exitCode);
        Assert.Contains($"rejected: {empty}", output, StringComparison.Ordinal);
        Assert.Contains("There is no file", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Out, "good.pdf")));
        Assert.False(File.Exists(Path.Combine(Out, "empty.pdf")));
    }

    [Fact]
    public async Task Repeated_conversions_are_timed_in_one_line_of_json_a_file()
    {
        var good = folder.Write("good.md", "Some words.\n");
        var bad = folder.Write("bad.md", "");

        var (exitCode, output) = await LocalProgram.RunAsync("convert", good, bad, "--out", Out, "--repeat", "3");

        Assert.Equal(2, exitCode);
        var lines = output.Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(2, lines.Count);
        Assert.Equal(1, lines[0].GetProperty("pages").GetInt32());
        var ms = lines[0].GetProperty("ms");
        foreach (var name in new[] { "read", "html", "pdf", "total" }) Assert.True(ms.GetProperty(name).GetDouble() > 0);
        Assert.False(lines[1].GetProperty("converted").GetBoolean());
        Assert.Equal("Error", lines[1].GetProperty("diagnostics")[0].GetProperty("severity").GetString());
    }

    [Fact]
    public async Task Metadata_and_pictures_beside_the_file_are_used_and_nothing_outside_its_folder()
    {
        // A PNG of one pixel.
        var pixel = System.Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        Directory.CreateDirectory(Path.Combine(folder.FullPath, "debate"));
        File.WriteAllBytes(Path.Combine(folder.FullPath, "outside.png"), pixel);
        File.WriteAllBytes(Path.Combine(folder.FullPath, "debate", "chart.png"), pixel);
        folder.Write("debate/_collection.yaml", "event: The debate\n");
        var file = folder.Write("debate/a.md", "# Title\n\nText.\n\n![A chart](chart.png)\n\n![Another](../outside.png)\n");
        folder.Write("debate/a.md.yaml", "symbol: A/66/1\n");

        var (exitCode, output) = await LocalProgram.RunAsync("convert", file, "--out", Out);

        Assert.True(exitCode == 0, output);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, "a.json")));
        var metadata = json.RootElement.GetProperty("metadata");
        Assert.Equal("A/66/1", metadata.GetProperty("symbol").GetString());
        Assert.Equal("The debate", metadata.GetProperty("eventTitle").GetString());
        var html = File.ReadAllText(Path.Combine(Out, "a.html"));
        Assert.Contains("data:image/png", html, StringComparison.Ordinal);
        Assert.Contains("../outside.png", string.Concat(json.RootElement.GetProperty("diagnostics").EnumerateArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_use_is_explained()
    {
        var (exitCode, output) = await LocalProgram.RunAsync("convert", "a.md");

        Assert.Equal(1, exitCode);
        Assert.Contains("--out", output, StringComparison.Ordinal);
    }
}
