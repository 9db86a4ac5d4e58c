@echo off
rem Runs Attune's command line from a clone, with the caller's working directory: attune --help
setlocal
rem The arguments travel in a variable: each batch file on the way would read their quotation marks and & again.
set ATTUNE_ARGS=%*
set "EXEC_ARGS="
if defined ATTUNE_ARGS set EXEC_ARGS="-Dexec.args=${env.ATTUNE_ARGS}"
call "%~dp0mvnw.cmd" -f "%~dp0pom.xml" -q -B -ntp compile exec:java %EXEC_ARGS%
exit /b %ERRORLEVEL%
